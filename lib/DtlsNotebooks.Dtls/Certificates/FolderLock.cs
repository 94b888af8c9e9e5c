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
    internal static FolderLock Take(string folder, TimeSpan wait)
    {
        string path = Path.Combine(folder, FileName);
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return new FolderLock(
                    new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)
                );
            }
            catch (UnauthorizedAccessException e)
            {
                throw new CertificateFileException(
                    $"The folder {folder} may not be written: make it yours, or choose another folder.",
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

    public void Dispose() => _file.Dispose();
}
