using DtlsNotebooks.Dtls.Certificates;

namespace DtlsNotebooks.Tests.Certificates;

/// <summary>Files that are the owner's alone, or the owner's alone to change, whatever the machine is set to.</summary>
public sealed class OwnerOnlyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dtls-notebooks-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_it_writes_is_the_owners_alone_and_it_says_so()
    {
        string path = Path.Combine(_folder, "secret");
        OwnerOnlyFile.Replace(path, "psst");
        Assert.True(OwnerOnlyFile.IsOwnerOnly(path));

        if (!OperatingSystem.IsWindows()) // which has access lists in place of modes
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
            Assert.False(OwnerOnlyFile.IsOwnerOnly(path));
        }
    }

    [Fact]
    public void Where_writing_breaks_off_the_old_file_stays_and_nothing_lies_beside_it()
    {
        string path = Path.Combine(_folder, "secret");
        OwnerOnlyFile.Replace(path, "old");

        Assert.Throws<InvalidOperationException>(() =>
            OwnerOnlyFile.Replace(
                path,
                stream =>
                {
                    stream.Write(new byte[100_000]);
                    throw new InvalidOperationException("enough");
                }
            )
        );

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    /// <summary>The umask belongs to a process, so another one writes.</summary>
    [Fact]
    public void The_trust_anchor_is_writable_by_its_owner_alone_under_any_umask()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no umask.");
        string path = Path.Combine(_folder, "ca-cert.pem");
        int before = Umask(0);
        try
        {
            OwnerOnlyFile.ReplacePublic(path, "anchor");
        }
        finally
        {
            _ = Umask(before);
        }

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
                File.GetUnixFileMode(path)
            );
        }
    }

    [Fact]
    public void A_file_that_somebody_reads_for_a_moment_is_waited_for()
    {
        string path = Path.Combine(_folder, "file");
        File.WriteAllText(path, "old");
        int tries = 0;

        OwnerOnlyFile.MoveInPlace(
            path,
            () =>
            {
                if (++tries < 4)
                    throw tries % 2 == 0 ? new UnauthorizedAccessException() : new IOException();
            },
            TimeSpan.FromMinutes(1)
        );

        Assert.Equal(4, tries);
    }

    [Fact]
    public void A_file_that_stays_open_is_reported_with_the_true_cause()
    {
        string path = Path.Combine(_folder, "file");
        File.WriteAllText(path, "old");
        var cause = new IOException("in use");

        IOException error = Assert.Throws<IOException>(() =>
            OwnerOnlyFile.MoveInPlace(path, () => throw cause, TimeSpan.FromMilliseconds(30))
        );

        Assert.Same(cause, error.InnerException);
        Assert.Contains("another program", error.Message);
        Assert.Contains(path, error.Message);
    }

    [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "umask")]
    [System.Runtime.InteropServices.DefaultDllImportSearchPaths(
        System.Runtime.InteropServices.DllImportSearchPath.SafeDirectories
    )]
    private static extern int Umask(int mask);
}
