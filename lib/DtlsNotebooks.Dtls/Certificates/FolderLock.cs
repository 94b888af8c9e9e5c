using System.Diagnostics;

namespace DtlsNotebooks.Dtls.Certificates;

/// <summary>Lets one process at a time work in a folder, by holding a file in it open for itself alone.</summary>
internal sealed class FolderLock : IDisposable
{
    internal const string FileName = ".lock";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="CertificateFileException">
    /// Another process held it all the time, or the folder cannot be written.
    /// </exception>
    internal static FolderLock Take(string folder, TimeSpan wait) =>
        Take(folder, wait, path => new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));

    /// <summary>The same, with another way to open the file.</summary>
    internal static FolderLock Take(string folder, TimeSpan wait, Func<string, FileStream> open)
    {
        string path = Path.Combine(folder, FileName);
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return new FolderLock(open(path));
            }
            catch (UnauthorizedAccessException e)
            {
                throw new CertificateFileException(
                    $"The folder {folder} may not be written: make it yours, or choose another folder.",
                    e
                );
            }
            catch (IOException e) when (!IsHeld(e))
            {
                // A read-only disk, a full one, no open file left: waiting changes nothing.
                throw new CertificateFileException(
                    $"The folder {folder} cannot be written ({e.Message.TrimEnd('.')}): mend that, or choose another "
                        + "folder.",
                    e
                );
            }
            catch (IOException e) when (Stopwatch.GetElapsedTime(start) >= wait)
            {
                throw new CertificateFileException(
                    $"Another notebook has been working in {folder} for {wait.TotalSeconds:0} seconds: let it "
                        + "finish or restart its kernel, then run this cell again.",
                    e
                );
            }
            catch (IOException)
            {
                Thread.Sleep(Pause);
            }
        }
    }

    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION, as an HRESULT; EWOULDBLOCK, as it is: 11, on macOS 35.
    private static bool IsHeld(IOException e) =>
        e.HResult is unchecked((int)0x80070020) or unchecked((int)0x80070021)
        || (!OperatingSystem.IsWindows() && e.HResult == (OperatingSystem.IsMacOS() ? 35 : 11));

    public void Dispose() => _file.Dispose();
}
