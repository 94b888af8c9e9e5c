namespace DtlsNotebooks.Runner.Grading;

/// <summary>
/// A copy of what a chapter needs, for one run: what a notebook writes, builds or spoils is gone with it, and the
/// teacher's own folders stay as they are.
/// </summary>
internal sealed class ScratchCourse : IDisposable
{
    private static readonly string[] Left = ["artifacts", "obj", "DtlsNotebooks.Tests", "DtlsNotebooks.Benchmarks"];

    /// <summary>Copies the course.</summary>
    /// <param name="repository">The repository's top folder.</param>
    public ScratchCourse(string repository)
    {
        Root = Directory.CreateTempSubdirectory("dtls-grade").FullName;
        Copy(Path.Combine(repository, "lib"), Path.Combine(Root, "lib"));
        Copy(Path.Combine(repository, "notebooks"), Notebooks);
        Directory.CreateDirectory(Path.Combine(Root, "certs"));
        if (Path.Combine(repository, "global.json") is var sdk && File.Exists(sdk))
            File.Copy(sdk, Path.Combine(Root, "global.json"));
    }

    /// <summary>The copy's top folder.</summary>
    public string Root { get; }

    /// <summary>The folder in which the notebook runs.</summary>
    public string Notebooks => Path.Combine(Root, "notebooks");

    /// <summary>Deletes the copy.</summary>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A process that is about to end may hold a file of it; the system empties its temporary folder.
        }
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from))
        {
            if (
                !file.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase)
                && !file.EndsWith(".pcapng", StringComparison.OrdinalIgnoreCase)
            )
            {
                File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
            }
        }

        foreach (string folder in Directory.EnumerateDirectories(from))
        {
            if (!Left.Contains(Path.GetFileName(folder)))
                Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }
}
