using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;
using System.Text;

namespace DtlsNotebooks.Dtls.Certificates;

/// <summary>
/// Writes a file that its owner alone may read, from the moment it exists: mode 0600 on Unix,
/// an access list with the owner alone on Windows.
/// </summary>
public static class OwnerOnlyFile
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Writes the text into a new file and puts it in the place of the old one in one step.</summary>
    /// <param name="path">The file to make or replace.</param>
    /// <param name="text">What it shall hold, as UTF-8.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void Replace(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Replace(path, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Writes the bytes into a new file and puts it in the place of the old one in one step.</summary>
    /// <param name="path">The file to make or replace.</param>
    /// <param name="bytes">What it shall hold.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void Replace(string path, ReadOnlyMemory<byte> bytes) =>
        Replace(path, stream => stream.Write(bytes.Span), Create);

    /// <summary>Writes a new file piece by piece and puts it in the place of the old one in one step.</summary>
    /// <param name="path">The file to make or replace.</param>
    /// <param name="write">Writes what it shall hold. Where it throws, the old file stays as it was.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void Replace(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        Replace(path, write, Create);
    }

    /// <summary>
    /// The file system keeps others out of the file. Some cannot: exFAT on a stick, some network shares.
    /// </summary>
    /// <param name="path">A file that <see cref="Replace(string, string)"/> wrote.</param>
    public static bool IsOwnerOnly(string path)
    {
        try
        {
            return OperatingSystem.IsWindows() ? IsOwnerOnlyOnWindows(path) : IsOwnerOnlyOnUnix(path);
        }
        catch (Exception e)
            when (e is NotSupportedException or InvalidOperationException or PlatformNotSupportedException)
        {
            return false;
        }
    }

    /// <summary>The same for a file that everybody may read, and its owner alone may change.</summary>
    internal static void ReplacePublic(string path, string text) =>
        Replace(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)), CreatePublic);

    /// <summary>Puts a file in the place of another, though somebody has that open for a moment.</summary>
    /// <param name="path">The file to replace.</param>
    /// <param name="move">Does it, or throws.</param>
    /// <param name="patience">How long to try.</param>
    /// <exception cref="IOException">It did not work in that time.</exception>
    internal static void MoveInPlace(string path, Action move, TimeSpan patience)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                move();
                return;
            }
            catch (Exception e)
                when (e is IOException or UnauthorizedAccessException
                    && File.Exists(path)
                    && Stopwatch.GetElapsedTime(start) >= patience
                )
            {
                throw new IOException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{path} could not be replaced for {patience.TotalSeconds:0.#} seconds: another program has it "
                    ) + "open (a notebook, a virus scanner, a synchronised folder), or it may not be written.",
                    e
                );
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException && File.Exists(path))
            {
                Thread.Sleep(Pause);
            }
        }
    }

    private static void Replace(string path, Action<Stream> write, Func<string, FileStream> create)
    {
        string temporary = $"{path}.{Environment.ProcessId}-{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream stream = create(temporary))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            // Only Windows minds a reader.
            TimeSpan patience = OperatingSystem.IsWindows() ? Patience : TimeSpan.Zero;
            MoveInPlace(path, () => File.Move(temporary, path, overwrite: true), patience);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static FileStream CreatePublic(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
        };
        // Whatever the umask allows: who could write a trust anchor could put another in its place.
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode =
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        }

        return new FileStream(path, options);
    }

    [UnsupportedOSPlatform("windows")]
    private static bool IsOwnerOnlyOnUnix(string path) =>
        (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) == UnixFileMode.None;

    [SupportedOSPlatform("windows")]
    private static bool IsOwnerOnlyOnWindows(string path)
    {
        using var owner = WindowsIdentity.GetCurrent();
        AuthorizationRule[] rules =
        [
            .. new FileInfo(path)
                .GetAccessControl()
                .GetAccessRules(includeExplicit: true, includeInherited: true, typeof(SecurityIdentifier))
                .Cast<AuthorizationRule>(),
        ];
        // No list at all lets everybody in.
        return rules.Length > 0 && Array.TrueForAll(rules, rule => rule.IdentityReference.Equals(owner.User));
    }

    private static FileStream Create(string path) =>
        OperatingSystem.IsWindows() ? CreateOnWindows(path) : CreateOnUnix(path);

    [UnsupportedOSPlatform("windows")]
    private static FileStream CreateOnUnix(string path) =>
        new(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Share = FileShare.None,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }
        );

    [SupportedOSPlatform("windows")]
    private static FileStream CreateOnWindows(string path)
    {
        using var owner = WindowsIdentity.GetCurrent();
        var security = new FileSecurity();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        security.AddAccessRule(
            new FileSystemAccessRule(owner.User!, FileSystemRights.FullControl, AccessControlType.Allow)
        );
        return new FileInfo(path).Create(
            FileMode.CreateNew,
            FileSystemRights.Write,
            FileShare.None,
            4096,
            FileOptions.None,
            security
        );
    }
}
