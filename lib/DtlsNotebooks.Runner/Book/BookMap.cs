using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Runner.Book;

/// <summary>
/// Which file of the repository is which page of the book. What has no page here is not in the book, so that no link
/// of a book that lies elsewhere leads to nowhere.
/// </summary>
/// <param name="folder">The repository.</param>
/// <param name="hasChapter">
/// Whether a notebook, by its name, has a page in the book; null where each has, or will have.
/// </param>
internal sealed class BookMap(NotebookFolder folder, Func<string, bool>? hasChapter = null)
{
    /// <summary>The start page.</summary>
    public const string Start = "index.html";

    /// <summary>The page of the notebooks' own README.</summary>
    public const string Syllabus = "syllabus.html";

    /// <summary>The page of the repository's README.</summary>
    public const string About = "about.html";

    /// <summary>The page that lists the programs.</summary>
    public const string Programs = "programs.html";

    /// <summary>
    /// The teachers' page holds the answers to what students hand in, so it stays out of a book that students read.
    /// </summary>
    private const string ForTeachers = "for-teachers.md";

    // Pages that the book has of its own.
    private static readonly HashSet<string> Taken = new(StringComparer.OrdinalIgnoreCase)
    {
        "index",
        "syllabus",
        "about",
        "programs",
        "coverage",
        "run",
        "errata",
        "picture",
    };

    /// <summary>The repository's README.</summary>
    public string Readme => Path.Combine(folder.Root, "README.md");

    /// <summary>The README of the notebooks: the syllabus with the glossary.</summary>
    public string SyllabusFile => Path.Combine(folder.Notebooks, "README.md");

    /// <summary>Where the programs lie that a student takes home.</summary>
    public string ProgramFolder => Path.Combine(folder.Notebooks, "programs");

    /// <summary>The Markdown files of the notebooks' folder that are pages, the syllabus not among them.</summary>
    public IEnumerable<string> Texts =>
        Directory
            .EnumerateFiles(folder.Notebooks, "*.md")
            .Where(file => file != SyllabusFile && PageOf(file) is not null)
            .Order(StringComparer.Ordinal);

    /// <summary>The programs that a student takes home, in the order of their names.</summary>
    public IEnumerable<string> ProgramFiles =>
        Directory.Exists(ProgramFolder)
            ? Directory.EnumerateFiles(ProgramFolder, "*.cs").Order(StringComparer.Ordinal)
            : [];

    /// <summary>The file name of the page of a file or a folder; null where the book has none.</summary>
    /// <param name="path">The full path.</param>
    public string? PageOf(string path)
    {
        path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        string name = Path.GetFileNameWithoutExtension(path);
        if (path == ProgramFolder)
            return Directory.Exists(path) ? Programs : null;
        if (Path.GetExtension(path) == ".ipynb" && Path.GetDirectoryName(path) == folder.Notebooks)
            return hasChapter?.Invoke(name) == false ? null : PageOfChapter(name);
        if (!File.Exists(path))
            return null;
        return (Path.GetDirectoryName(path), Path.GetExtension(path)) switch
        {
            _ when path == Readme => About,
            _ when path == SyllabusFile => Syllabus,
            ({ } parent, ".md") when parent == folder.Notebooks && Path.GetFileName(path) != ForTeachers =>
                $"{name}.html",
            ({ } parent, ".cs") when parent == ProgramFolder => PageOfProgram(name),
            _ => null,
        };
    }

    /// <summary>The file name of a chapter's page; another one where the book has a page of that name itself.</summary>
    /// <param name="name">The notebook's name without its extension.</param>
    public static string PageOfChapter(string name) =>
        Taken.Contains(name) || name.StartsWith("program-", StringComparison.OrdinalIgnoreCase)
            ? $"chapter-{name}.html"
            : $"{name}.html";

    /// <summary>The file name of a program's page.</summary>
    /// <param name="name">The program's name without its extension.</param>
    public static string PageOfProgram(string name) => $"program-{name}.html";

    /// <summary>How a file is named to whoever has the repository.</summary>
    /// <param name="path">The full path.</param>
    public string InRepository(string path) => Path.GetRelativePath(folder.Root, path).Replace('\\', '/');
}
