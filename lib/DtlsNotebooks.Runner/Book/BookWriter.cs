using System.Net;
using System.Text.Json;
using DtlsNotebooks.Runner.Execution;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Reporting;

namespace DtlsNotebooks.Runner.Book;

/// <summary>Writes the book: a start page, a page a chapter, the executed notebooks, and the files they share.</summary>
internal sealed class BookWriter
{
    private readonly NotebookFolder folder;
    private readonly string output;
    private readonly string assets;
    private readonly SharedScripts scripts;
    private readonly HashSet<string> chosen;

    /// <summary>Prepares the book.</summary>
    /// <param name="folder">The repository.</param>
    /// <param name="output">The folder of the book; made when the first page is written.</param>
    /// <param name="chosen">The notebooks of this run.</param>
    public BookWriter(NotebookFolder folder, string output, IEnumerable<string> chosen)
    {
        this.folder = folder;
        this.output = Path.GetFullPath(output);
        assets = Path.Combine(this.output, "assets");
        scripts = new SharedScripts(assets);
        this.chosen = [.. chosen];
    }

    /// <summary>The path of the start page.</summary>
    public string StartPage => Path.Combine(output, "index.html");

    /// <summary>Writes the page and the executed notebook of a run.</summary>
    /// <param name="run">What became of the notebook.</param>
    /// <exception cref="IOException">A file could not be written.</exception>
    public void WriteChapter(NotebookRun run)
    {
        var executed = Directory.CreateDirectory(Path.Combine(output, "executed")).FullName;
        File.WriteAllText(Path.Combine(executed, run.Document.Name + ".ipynb"), ExecutedNotebook.Write(run));

        using var highlighter = new CodeHighlighter(run.Document);
        var prose = new ProseWriter(highlighter, new PageLinks(Path.GetDirectoryName(run.Document.Path)!, output));
        var page = new ChapterPage(run, highlighter, prose, new OutputWriter(scripts, new HashSet<string>()));
        var (previous, next) = Neighbours(run.Document.Path);
        File.WriteAllText(Path.Combine(output, run.Document.Name + ".html"), page.Write(Link(previous, "prev"), Link(next, "next")));
        SaveChapter(Describe(run, prose));
    }

    /// <summary>Writes the start page: the chapters of this run, and those that an earlier run left in the same folder.</summary>
    /// <exception cref="IOException">The file could not be written.</exception>
    public void WriteStartPage()
    {
        Directory.CreateDirectory(output);
        var paths = folder.All().Union(chosen);
        var chapters = paths.Select(path => LoadChapter(Path.GetFileNameWithoutExtension(path))).OfType<Chapter>().ToList();
        File.WriteAllText(StartPage, Book.StartPage.Write(Title(), chapters));
    }

    /// <summary>The book is called what the repository calls itself in its README.</summary>
    private string Title()
    {
        var readme = Path.Combine(folder.Root, "README.md");
        return (File.Exists(readme) ? MarkdownHeadings.First(File.ReadAllText(readme)) : null) ?? "Notebooks";
    }

    private Chapter Describe(NotebookRun run, ProseWriter prose)
    {
        var needed = new HashSet<string>();
        var picture = ChapterPicture.Find(run);
        var loaders = run.Cells.SelectMany(cell => cell.Displayed("text/html")).Where(html => html.Contains("data-once", StringComparison.Ordinal));
        foreach (var html in picture is null ? [] : loaders)
        {
            scripts.Lift(html, needed);
        }

        return new Chapter
        {
            Name = run.Document.Name,
            Title = run.Document.Title,
            Lead = prose.Lead(run.Document.Cells.Where(cell => cell.Kind == CellKind.Markdown).Select(cell => cell.Source)),
            Picture = picture is null ? "" : scripts.Lift(picture, new HashSet<string>(needed)),
            Scripts = [.. needed],
            Seconds = run.Elapsed.TotalSeconds,
            Cells = run.Cells.Count,
            Outcome = Words.Outcome(run),
            Succeeded = run.Succeeded,
        };
    }

    private (string? Previous, string? Next) Neighbours(string path)
    {
        var all = folder.All().Where(other => chosen.Contains(other) || File.Exists(ChapterFile(Path.GetFileNameWithoutExtension(other)))).ToList();
        var index = all.IndexOf(path);
        return index < 0 ? (null, null) : (all.ElementAtOrDefault(index - 1), all.ElementAtOrDefault(index + 1));
    }

    private static string Link(string? path, string direction)
    {
        if (path is null)
        {
            return "";
        }

        var name = Path.GetFileNameWithoutExtension(path);
        var title = WebUtility.HtmlEncode(TitleOf(path));
        return $"<a rel=\"{direction}\" href=\"{name}.html\">{(direction == "prev" ? $"← {title}" : $"{title} →")}</a>";
    }

    private static string TitleOf(string path)
    {
        try
        {
            return NotebookDocument.Load(path).Title;
        }
        catch (NotebookFormatException)
        {
            return Path.GetFileNameWithoutExtension(path);
        }
    }

    private string ChapterFile(string name) => Path.Combine(assets, name + ".json");

    private void SaveChapter(Chapter chapter)
    {
        Directory.CreateDirectory(assets);
        File.WriteAllText(ChapterFile(chapter.Name), JsonSerializer.Serialize(chapter));
    }

    private Chapter? LoadChapter(string name)
    {
        try
        {
            return File.Exists(ChapterFile(name)) ? JsonSerializer.Deserialize<Chapter>(File.ReadAllText(ChapterFile(name))) : null;
        }
        catch (JsonException)
        {
            // Left by another version; the chapter comes back with its next run.
            return null;
        }
    }
}
