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
    /// <summary>Writes the text into a new file and puts it in the place of the old one in one step.</summary>
    /// <param name="path">The file to make or replace.</param>
    /// <param name="text">What it shall hold, as UTF-8.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void Replace(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Replace(path, Encoding.UTF8.GetBytes(text), Create);
    }

    /// <summary>Writes the bytes into a new file and puts it in the place of the old one in one step.</summary>
    /// <param name="path">The file to make or replace.</param>
    /// <param name="bytes">What it shall hold.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> bytes) => Replace(path, bytes, Create);

    /// <summary>The same for a file that everybody may read.</summary>
    internal static void ReplacePublic(string path, string text) =>
        Replace(
            path,
            Encoding.UTF8.GetBytes(text),
            temporary => new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None)
        );

    private static void Replace(string path, ReadOnlySpan<byte> bytes, Func<string, FileStream> create)
    {
        string temporary = $"{path}.{Environment.ProcessId}-{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream stream = create(temporary))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
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
