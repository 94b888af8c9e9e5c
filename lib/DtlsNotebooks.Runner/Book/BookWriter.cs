using System.Text.Json;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Pictures;
using DtlsNotebooks.Runner.Reporting;
using DtlsNotebooks.Runner.Results;
using Markdig.Syntax;

namespace DtlsNotebooks.Runner.Book;

/// <summary>
/// Writes the book: a start page, a page for each chapter, program and text, the notebooks and programs themselves, and
/// the files that the pages share. The folder is whole: it can be copied to anywhere.
/// </summary>
internal sealed class BookWriter
{
    private readonly NotebookFolder _folder;
    private readonly string _output;
    private readonly string _assets;
    private readonly SharedScripts _scripts;
    private readonly HashSet<string> _chosen;
    private readonly BookMap _map;
    private readonly Glossary _glossary;
    private readonly Lazy<IReadOnlyList<TakeHomeProgram>> _programs;
    private readonly Frame _frame;

    /// <summary>Prepares the book.</summary>
    /// <param name="folder">The repository.</param>
    /// <param name="output">The folder of the book; made when the first page is written.</param>
    /// <param name="chosen">The notebooks of this run.</param>
    public BookWriter(NotebookFolder folder, string output, IEnumerable<string> chosen)
    {
        _folder = folder;
        _output = Path.GetFullPath(output);
        _assets = Path.Combine(_output, "assets");
        _scripts = new SharedScripts(_assets);
        _chosen = [.. chosen];
        _map = new BookMap(folder, IsInBook);
        _glossary = Glossary.Read(_map);
        _programs = new(() => [.. _map.ProgramFiles.Select(TakeHomeProgram.Read)]);
        _frame = new Frame(Title());
    }

    /// <summary>The path of the start page.</summary>
    public string StartPage => Path.Combine(_output, BookMap.Start);

    /// <summary>Whether there will be a PDF beside each page, so that a chapter links to its own.</summary>
    public bool WithPdf { get; init; }

    /// <summary>Writes the page and the executed notebook of a run, and keeps its source beside them.</summary>
    /// <param name="run">What became of the notebook.</param>
    /// <exception cref="IOException">A file could not be written.</exception>
    public void WriteChapter(NotebookRun run)
    {
        string name = run.Document.Name;
        using (FileStream executed = File.Create(PathOf(Path.Combine("executed", name + ".ipynb"))))
            ExecutedNotebook.Write(run, executed);
        WriteFile(Path.Combine("notebooks", name + ".ipynb"), run.Document.Text);
        WriteFile(Path.Combine("assets", Page.Script), Page.ReadResource(Page.Script));

        using var highlighter = new CodeHighlighter(run.Document);
        var links = new PageLinks(Path.GetDirectoryName(run.Document.Path)!, _map);
        var prose = new ProseWriter(highlighter, links, _glossary);
        var body = new ChapterBody(run, highlighter, prose, new OutputWriter(_scripts, new HashSet<string>()));
        var page = new ChapterPage(run, body, prose, _frame);
        (string? previous, string? next) = Neighbours(run.Document.Path);
        List<TakeHomeProgram> programs = [.. _programs.Value.Where(program => program.IsNamedIn(run.Document.Text))];
        WriteFile(BookMap.PageOfChapter(name), page.Write(Link(previous), Link(next), Take(run, programs)));
        SaveChapter(Describe(run, prose, programs));
    }

    /// <summary>
    /// Writes the start page and what belongs to the whole book, of the chapters of this run and of those that an
    /// earlier run left in the same folder: syllabus, errata, programs, the list of sections and figures, the search.
    /// </summary>
    /// <exception cref="IOException">A file could not be written.</exception>
    public void WriteStartPage()
    {
        IEnumerable<string> paths = _folder.All().Union(_chosen);
        var chapters = paths
            .Select(path => LoadChapter(Path.GetFileNameWithoutExtension(path)))
            .OfType<Chapter>()
            .ToList();
        var index = new SearchIndex();
        index.Add(_glossary);
        foreach (Chapter chapter in chapters)
            index.Add(new PageLink(chapter.Title, chapter.Page), chapter.Sections);

        List<PageLink> more =
        [
            .. WriteSyllabus(index),
            .. WritePrograms(chapters, index),
            .. WriteTexts(index, out IReadOnlyList<Erratum> errata, out string? errataPage),
            .. WriteCoverage(new CoveragePage(chapters, _programs.Value, errata, errataPage)),
            .. WriteAbout(index),
        ];
        WriteFile(RunPage.File, RunPage.Write(chapters, _frame));
        more.Add(new PageLink(RunPage.Title, RunPage.File));
        WriteFile(BookMap.Start, WriteStart(chapters, more));
        WriteFile(Path.Combine("assets", Page.Script), Page.ReadResource(Page.Script));
        WriteFile(Path.Combine("assets", SearchIndex.Script), index.Write());
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
                string.Concat(chapter.Scripts.Select(SharedScripts.Reference)) + chapter.Picture + Chromium.TellHeight
            )
        );
        return page;
    }

    private IEnumerable<PageLink> WriteSyllabus(SearchIndex index)
    {
        if (!File.Exists(_map.SyllabusFile))
            return [];
        MarkdownPage page = WriteText(_map.SyllabusFile, index, Glossary.Mark);
        PageHeading? glossary = page.Headings.FirstOrDefault(heading =>
            heading.Text.Equals(Glossary.Heading, StringComparison.OrdinalIgnoreCase)
        );
        return
        [
            new(page.Title, page.File),
            .. glossary is null ? Array.Empty<PageLink>() : [new(glossary.Text, $"{page.File}#{glossary.Id}")],
        ];
    }

    private List<PageLink> WriteTexts(SearchIndex index, out IReadOnlyList<Erratum> errata, out string? errataPage)
    {
        var links = new List<PageLink>();
        (errata, errataPage) = ([], null);
        foreach (string file in _map.Texts)
        {
            IReadOnlyList<Erratum> found = [];
            MarkdownPage page = WriteText(file, index, document => found = Errata.Mark(document));
            links.Add(new PageLink(page.Title, page.File));
            if (found.Count > 0)
                (errata, errataPage) = (found, page.File);
        }

        return links;
    }

    private IEnumerable<PageLink> WriteAbout(SearchIndex index)
    {
        if (!File.Exists(_map.Readme))
            return [];
        WriteText(_map.Readme, index);
        return [new PageLink("About this course", BookMap.About)];
    }

    private MarkdownPage WriteText(string file, SearchIndex index, Action<MarkdownDocument>? mark = null)
    {
        var page = new MarkdownPage(file, _map, mark);
        WriteFile(page.File, page.Write(_frame));
        index.Add(new PageLink(page.Title, page.File), page.Sections);
        return page;
    }

    private IEnumerable<PageLink> WritePrograms(List<Chapter> chapters, SearchIndex index)
    {
        if (_programs.Value.Count == 0)
            return [];
        var pages = new ProgramPages(_frame, _map);
        var entries = new List<(TakeHomeProgram, IReadOnlyList<Chapter>)>();
        List<string> libraries =
        [
            .. _folder.All().Select(TryLoad).OfType<NotebookDocument>().SelectMany(d => new LoadedFiles(d).Libraries),
        ];
        foreach (TakeHomeProgram program in _programs.Value)
        {
            List<Chapter> naming = [.. chapters.Where(chapter => chapter.Programs.Contains(program.FileName))];
            entries.Add((program, naming));
            WriteFile(Path.Combine("programs", program.FileName), program.Code + "\n");
            WriteFile(program.Page, pages.Write(program, naming, libraries.Distinct()));
            index.Add(
                new PageLink(program.FileName, program.Page),
                [new SearchSection("", program.FileName, $"{program.What} {program.Code}", "")]
            );
        }

        WriteFile(BookMap.Programs, pages.WriteList(entries));
        return [new PageLink(ProgramPages.Title, BookMap.Programs)];
    }

    private IEnumerable<PageLink> WriteCoverage(CoveragePage page)
    {
        string html = page.Write(_frame);
        if (html.Length == 0)
            return [];
        WriteFile(CoveragePage.File, html);
        return [new(CoveragePage.Title, CoveragePage.File)];
    }

    private string WriteStart(List<Chapter> chapters, List<PageLink> more)
    {
        string syllabus = File.Exists(_map.SyllabusFile) ? File.ReadAllText(_map.SyllabusFile) : "";
        string readme = File.Exists(_map.Readme) ? File.ReadAllText(_map.Readme) : "";
        var text = new SyllabusText(syllabus);
        using var highlighter = new CodeHighlighter(
            new NotebookDocument
            {
                Path = _map.SyllabusFile,
                Text = "",
                Cells = [],
            }
        );
        var beginning = new ProseWriter(highlighter, new PageLinks(_folder.Notebooks, _map), _glossary);
        List<(Chapter, int?)> timed = [.. chapters.Select(chapter => (chapter, text.MinutesOf(chapter.Name)))];
        string lead = new ProseWriter(highlighter, new PageLinks(_folder.Root, _map)).FirstParagraph(readme);
        return new StartPage(Title(), _frame).Write(lead, [.. text.Start().Select(beginning.Write)], timed, more);
    }

    private List<PageLink> Take(NotebookRun run, List<TakeHomeProgram> programs)
    {
        string name = run.Document.Name;
        return
        [
            new PageLink($"{name}.ipynb", $"notebooks/{name}.ipynb"),
            .. programs.Select(program => new PageLink(program.FileName, program.Page)),
            .. WithPdf
                ? [new PageLink("PDF", PdfBook.FileOf(Path.GetFileNameWithoutExtension(BookMap.PageOfChapter(name))))]
                : Array.Empty<PageLink>(),
        ];
    }

    /// <summary>The book is called what the repository calls itself in its README.</summary>
    private string Title() =>
        (File.Exists(_map.Readme) ? MarkdownHeadings.First(File.ReadAllText(_map.Readme)) : null) ?? "Notebooks";

    private Chapter Describe(NotebookRun run, ProseWriter prose, List<TakeHomeProgram> programs)
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
            Sections = prose.Words.Sections,
            Programs = [.. programs.Select(program => program.FileName)],
            Seconds = run.Elapsed.TotalSeconds,
            Cells = run.Cells.Count,
            Outcome = Words.Outcome(run),
            Succeeded = run.Succeeded,
        };
    }

    private (string? Previous, string? Next) Neighbours(string path)
    {
        var all = _folder.All().Where(other => IsInBook(Path.GetFileNameWithoutExtension(other))).ToList();
        int index = all.IndexOf(path);
        return index < 0 ? (null, null) : (all.ElementAtOrDefault(index - 1), all.ElementAtOrDefault(index + 1));
    }

    private bool IsInBook(string name) =>
        File.Exists(ChapterFile(name)) || _chosen.Any(path => Path.GetFileNameWithoutExtension(path) == name);

    private static PageLink? Link(string? path) =>
        path is null
            ? null
            : new PageLink(TitleOf(path), BookMap.PageOfChapter(Path.GetFileNameWithoutExtension(path)));

    private static string TitleOf(string path) => TryLoad(path)?.Title ?? Path.GetFileNameWithoutExtension(path);

    private static NotebookDocument? TryLoad(string path)
    {
        try
        {
            return NotebookDocument.Load(path);
        }
        catch (NotebookFormatException)
        {
            return null;
        }
    }

    private void WriteFile(string name, string text) => File.WriteAllText(PathOf(name), text);

    /// <summary>The full path of a file of the book, in a folder that is there.</summary>
    private string PathOf(string name)
    {
        string path = Path.Combine(_output, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
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
