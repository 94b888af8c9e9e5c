using System.Net;
using System.Text.Json;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Reporting;
using DtlsNotebooks.Runner.Results;

namespace DtlsNotebooks.Runner.Book;

/// <summary>
/// Writes the book: a start page, a page a chapter, the executed notebooks, and the files they share.
/// </summary>
internal sealed class BookWriter
{
    /// <summary>For whoever saves a page as a picture: how high it is once everything is drawn.</summary>
    private const string TellHeight =
        "<script>addEventListener('load', () => setTimeout(() => document.documentElement.dataset.height = "
        + "Math.ceil(document.body.getBoundingClientRect().height), 1000))</script>";

    private readonly NotebookFolder _folder;
    private readonly string _output;
    private readonly string _assets;
    private readonly SharedScripts _scripts;
    private readonly HashSet<string> _chosen;

    /// <summary>Prepares the book.</summary>
    /// <param name="folder">The repository.</param>
    /// <param name="output">The folder of the book; made when the first page is written.</param>
    /// <param name="chosen">The notebooks of this run.</param>
    public BookWriter(NotebookFolder folder, string output, IEnumerable<string> chosen)
    {
        this._folder = folder;
        this._output = Path.GetFullPath(output);
        _assets = Path.Combine(this._output, "assets");
        _scripts = new SharedScripts(_assets);
        this._chosen = [.. chosen];
    }

    /// <summary>The path of the start page.</summary>
    public string StartPage => Path.Combine(_output, "index.html");

    /// <summary>Writes the page and the executed notebook of a run.</summary>
    /// <param name="run">What became of the notebook.</param>
    /// <exception cref="IOException">A file could not be written.</exception>
    public void WriteChapter(NotebookRun run)
    {
        string executed = Directory.CreateDirectory(Path.Combine(_output, "executed")).FullName;
        File.WriteAllText(Path.Combine(executed, run.Document.Name + ".ipynb"), ExecutedNotebook.Write(run));

        using var highlighter = new CodeHighlighter(run.Document);
        var prose = new ProseWriter(highlighter, new PageLinks(Path.GetDirectoryName(run.Document.Path)!, _output));
        var page = new ChapterPage(run, highlighter, prose, new OutputWriter(_scripts, new HashSet<string>()));
        (string? previous, string? next) = Neighbours(run.Document.Path);
        File.WriteAllText(
            Path.Combine(_output, run.Document.Name + ".html"),
            page.Write(Link(previous, "prev"), Link(next, "next"))
        );
        SaveChapter(Describe(run, prose));
    }

    /// <summary>
    /// Writes the start page and what belongs to the whole book, of the chapters of this run and of those that an
    /// earlier run
    /// left in the same folder: the syllabus, and the list of sections and figures.
    /// </summary>
    /// <exception cref="IOException">A file could not be written.</exception>
    public void WriteStartPage()
    {
        Directory.CreateDirectory(_output);
        IEnumerable<string> paths = _folder.All().Union(_chosen);
        var chapters = paths
            .Select(path => LoadChapter(Path.GetFileNameWithoutExtension(path)))
            .OfType<Chapter>()
            .ToList();
        List<PageLink> more = [.. WriteSyllabus(chapters), .. WriteCoverage(chapters)];
        File.WriteAllText(StartPage, Book.StartPage.Write(Title(), chapters, more));
    }

    /// <summary>Writes a page that shows a chapter's picture and nothing else, from the chapter's last run.</summary>
    /// <param name="name">The notebook's name.</param>
    /// <returns>The page, or null where the chapter is not in the book or has no picture.</returns>
    /// <exception cref="IOException">The file could not be written.</exception>
    public string? WritePicturePage(string name)
    {
        if (LoadChapter(name) is not { Picture.Length: > 0 } chapter)
            return null;
        string page = Path.Combine(_output, "picture.html");
        File.WriteAllText(
            page,
            Page.Write(
                chapter.Title,
                "alone",
                string.Concat(chapter.Scripts.Select(SharedScripts.Reference)) + chapter.Picture + TellHeight
            )
        );
        return page;
    }

    private IEnumerable<PageLink> WriteSyllabus(IReadOnlyList<Chapter> chapters)
    {
        string readme = Path.Combine(_folder.Notebooks, "README.md");
        if (!File.Exists(readme))
        {
            return [];
        }

        var names = chapters.Select(chapter => chapter.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var page = new SyllabusPage(readme, new PageLinks(_folder.Notebooks, _output, names.Contains));
        File.WriteAllText(Path.Combine(_output, SyllabusPage.File), page.Write());
        PageHeading? glossary = page.Headings.FirstOrDefault(heading =>
            heading.Text.Equals("Glossary", StringComparison.OrdinalIgnoreCase)
        );
        return
        [
            new(page.Title, SyllabusPage.File),
            .. glossary is null ? Array.Empty<PageLink>() : [new(glossary.Text, $"{SyllabusPage.File}#{glossary.Id}")],
        ];
    }

    private IEnumerable<PageLink> WriteCoverage(IReadOnlyList<Chapter> chapters)
    {
        string html = CoveragePage.Write(chapters);
        if (html.Length == 0)
        {
            return [];
        }

        File.WriteAllText(Path.Combine(_output, CoveragePage.File), html);
        return [new(CoveragePage.Title, CoveragePage.File)];
    }

    /// <summary>The book is called what the repository calls itself in its README.</summary>
    private string Title()
    {
        string readme = Path.Combine(_folder.Root, "README.md");
        return (File.Exists(readme) ? MarkdownHeadings.First(File.ReadAllText(readme)) : null) ?? "Notebooks";
    }

    private Chapter Describe(NotebookRun run, ProseWriter prose)
    {
        var needed = new HashSet<string>();
        string? picture = ChapterPicture.Find(run);
        IEnumerable<string> loaders = run
            .Cells.SelectMany(cell => cell.Displayed("text/html"))
            .Where(html => html.Contains("data-once", StringComparison.Ordinal));
        foreach (string? html in picture is null ? [] : loaders)
        {
            _scripts.Lift(html, needed);
        }

        return new Chapter
        {
            Name = run.Document.Name,
            Title = run.Document.Title,
            Lead = prose.Lead(
                run.Document.Cells.Where(cell => cell.Kind == CellKind.Markdown).Select(cell => cell.Source)
            ),
            Picture = picture is null ? "" : _scripts.Lift(picture, new HashSet<string>(needed)),
            Scripts = [.. needed],
            Places = prose.Places,
            Seconds = run.Elapsed.TotalSeconds,
            Cells = run.Cells.Count,
            Outcome = Words.Outcome(run),
            Succeeded = run.Succeeded,
        };
    }

    private (string? Previous, string? Next) Neighbours(string path)
    {
        var all = _folder
            .All()
            .Where(other =>
                _chosen.Contains(other) || File.Exists(ChapterFile(Path.GetFileNameWithoutExtension(other)))
            )
            .ToList();
        int index = all.IndexOf(path);
        return index < 0 ? (null, null) : (all.ElementAtOrDefault(index - 1), all.ElementAtOrDefault(index + 1));
    }

    private static string Link(string? path, string direction)
    {
        if (path is null)
        {
            return "";
        }

        string name = Path.GetFileNameWithoutExtension(path);
        string title = WebUtility.HtmlEncode(TitleOf(path));
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

    private string ChapterFile(string name) => Path.Combine(_assets, name + ".json");

    private void SaveChapter(Chapter chapter)
    {
        Directory.CreateDirectory(_assets);
        File.WriteAllText(ChapterFile(chapter.Name), JsonSerializer.Serialize(chapter));
    }

    private Chapter? LoadChapter(string name)
    {
        try
        {
            return File.Exists(ChapterFile(name))
                ? JsonSerializer.Deserialize<Chapter>(File.ReadAllText(ChapterFile(name)))
                : null;
        }
        catch (JsonException)
        {
            // Left by another version; the chapter comes back with its next run.
            return null;
        }
    }
}
