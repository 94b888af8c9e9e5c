using System.Text.RegularExpressions;
using DtlsNotebooks.Runner.Book;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Results;
using DtlsNotebooks.Tests.Notebooks;

namespace DtlsNotebooks.Tests.Runner.Book;

/// <summary>
/// The book of all chapters as they stand, written once into a folder far from the repository. No cell is run: each
/// shows one long line, as an output that could be too wide.
/// </summary>
public sealed partial class WholeBook : IDisposable
{
    /// <summary>The words of every output.</summary>
    public const string Output = "What this cell printed, ";

    private readonly Lazy<string> _folder = new(Write);

    /// <summary>The folder of the book, which is written when it is first asked for.</summary>
    public string Folder => _folder.Value;

    /// <summary>The pages, by file name.</summary>
    public IReadOnlyList<string> Pages =>
        [.. Directory.EnumerateFiles(Folder, "*.html").Select(Path.GetFileName).OfType<string>().Order()];

    /// <summary>The full path of a page.</summary>
    public string PathOf(string page) => Path.Combine(Folder, page);

    /// <summary>The HTML of a page.</summary>
    public string Read(string page) => File.ReadAllText(PathOf(page));

    /// <summary>The fragments that a page offers.</summary>
    public IReadOnlySet<string> FragmentsOf(string page) =>
        Id().Matches(Read(page)).Select(match => match.Groups[1].Value).ToHashSet();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_folder.IsValueCreated)
            Directory.Delete(Folder, recursive: true);
    }

    private static string Write()
    {
        string folder = Directory.CreateTempSubdirectory("whole-book-").FullName;
        NotebookFolder repository = NotebookFolder.Find(Repository.Notebooks)!;
        var writer = new BookWriter(repository, folder, repository.All());
        var line = new StreamOutput(false, Output + new string('x', 200));
        foreach (string notebook in repository.All())
            writer.WriteChapter(UnrunNotebook.RunOf(NotebookDocument.Load(notebook), line));
        writer.WriteStartPage();
        return folder;
    }

    [GeneratedRegex("\\sid=\"([^\"]+)\"")]
    private static partial Regex Id();
}
