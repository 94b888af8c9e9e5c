using DtlsNotebooks.Dtls.Certificates;

namespace DtlsNotebooks.Tests.Certificates;

/// <summary>What keeps a lesson from its folder is named at once, and only another notebook is waited for.</summary>
public sealed class FolderLockTests : IDisposable
{
    private static readonly TimeSpan ForEver = TimeSpan.FromDays(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("dtls-lock-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(30, "Read-only file system")]
    [InlineData(28, "No space left on device")]
    [InlineData(24, "Too many open files")]
    [InlineData(unchecked((int)0x80070013), "The media is write protected")]
    [InlineData(unchecked((int)0x80070070), "There is not enough space on the disk")]
    public void A_disk_that_cannot_be_written_is_told_at_once_in_the_systems_words(int code, string words)
    {
        int tries = 0;

        CertificateFileException told = Assert.Throws<CertificateFileException>(() =>
            FolderLock.Take(
                _folder,
                ForEver,
                path =>
                {
                    tries++;
                    throw new IOException($"{words} : '{path}'", code);
                }
            )
        );

        Assert.Equal(1, tries);
        Assert.Contains(words, told.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Another notebook", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_somebody_else_is_told_at_once()
    {
        CertificateFileException told = Assert.Throws<CertificateFileException>(() =>
            FolderLock.Take(_folder, ForEver, _ => throw new UnauthorizedAccessException())
        );

        Assert.Contains("may not be written", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_that_another_one_holds_is_waited_for()
    {
        var held = FolderLock.Take(_folder, TimeSpan.Zero);
        int tries = 0;

        using var taken = FolderLock.Take(
            _folder,
            ForEver,
            path =>
            {
                if (++tries == 3)
                    held.Dispose();
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
        );

        Assert.Equal(3, tries);
    }

    [Fact]
    public void A_file_where_the_folder_should_be_is_told()
    {
        string file = Path.Combine(_folder, "certs");
        File.WriteAllText(file, "");

        CertificateFileException told = Assert.Throws<CertificateFileException>(() =>
            LessonCertificates.EnsureIn(file)
        );

        Assert.Contains(file, told.Message, StringComparison.Ordinal);
        Assert.Contains("cannot be written", told.Message, StringComparison.Ordinal);
    }
}
