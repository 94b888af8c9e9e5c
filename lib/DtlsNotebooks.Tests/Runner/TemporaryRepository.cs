using DtlsNotebooks.Runner.Execution;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Results;

namespace DtlsNotebooks.Tests.Runner;

/// <summary>A folder with <c>notebooks</c> and <c>lib</c> in it, deleted at the end.</summary>
internal sealed class TemporaryRepository : IDisposable
{
    public TemporaryRepository()
    {
        Root = Directory.CreateTempSubdirectory("nb").FullName;
        Directory.CreateDirectory(Notebooks);
        Directory.CreateDirectory(Path.Combine(Root, "lib"));
        File.WriteAllText(Path.Combine(Root, "README.md"), "# A small book\n");
    }

    public string Root { get; }

    public string Notebooks => Path.Combine(Root, "notebooks");

    public string Book => Path.Combine(Root, "lib", "artifacts", "book");

    public string Write(string name, NotebookText notebook)
    {
        string path = Path.Combine(Notebooks, name + ".ipynb");
        File.WriteAllText(path, notebook.ToString());
        return path;
    }

    /// <summary>Writes a script that cells can load.</summary>
    public void WriteScript(string name, string code) => File.WriteAllText(Path.Combine(Notebooks, name), code);

    public async Task<NotebookRun> RunAsync(NotebookText notebook, RunOptions? options = null)
    {
        var document = NotebookDocument.Load(Write("01-test", notebook));
        return await NotebookRunner.RunAsync(
            document,
            Notebooks,
            options ?? new RunOptions(),
            TestContext.Current.CancellationToken
        );
    }

    /// <summary>Runs code cells, one an argument, in a notebook of their own.</summary>
    public static async Task<NotebookRun> RunCellsAsync(params string[] cells)
    {
        using var repository = new TemporaryRepository();
        return await repository.RunAsync(cells.Aggregate(new NotebookText(), (notebook, code) => notebook.Code(code)));
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Windows may still hold a library that a worker had loaded; the system empties its temporary folder.
        }
    }
}
