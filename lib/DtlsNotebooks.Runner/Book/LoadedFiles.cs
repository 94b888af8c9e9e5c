using System.Collections.Concurrent;
using DtlsNotebooks.Runner.Notebooks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DtlsNotebooks.Runner.Book;

/// <summary>What the cells of a notebook load: scripts, by <c>#load</c>, and libraries, by <c>#r</c>.</summary>
internal sealed class LoadedFiles
{
    private static readonly ConcurrentDictionary<(string Path, DateTime Written), MetadataReference> Read = new();

    private readonly List<string> _scripts = [];
    private readonly HashSet<string> _seen = [];
    private readonly HashSet<string> _libraries = [];
    private readonly List<CompilationUnitSyntax> _roots = [];

    /// <summary>Reads the cells, and the scripts that they load.</summary>
    /// <param name="document">The notebook.</param>
    public LoadedFiles(NotebookDocument document)
    {
        string folder = Path.GetDirectoryName(document.Path)!;
        foreach (NotebookCell cell in document.CodeCells)
            ReadCode(cell.Source, folder, folder);
    }

    /// <summary>The text of the scripts, each before those that load it.</summary>
    public IReadOnlyList<string> Scripts => _scripts;

    /// <summary>The cells and the scripts.</summary>
    public IReadOnlyList<CompilationUnitSyntax> Roots => _roots;

    /// <summary>The libraries that are loaded, by full path.</summary>
    public IReadOnlyCollection<string> Libraries => _libraries;

    /// <summary>
    /// Libraries, each with those beside it, since they are found there at run time. They are read into memory, so that
    /// no file stays in use.
    /// </summary>
    /// <param name="libraries">Full paths.</param>
    public static IEnumerable<MetadataReference> References(IEnumerable<string> libraries) =>
        libraries
            .SelectMany(file => Directory.EnumerateFiles(Path.GetDirectoryName(file)!, "*.dll"))
            .Distinct()
            .Select(file =>
                Read.GetOrAdd(
                    (file, File.GetLastWriteTimeUtc(file)),
                    key => MetadataReference.CreateFromImage(File.ReadAllBytes(key.Path))
                )
            );

    // A script's #load is relative to the script, and its #r to the notebook, which is the kernel's own folder.
    private void ReadCode(string code, string folder, string notebookFolder)
    {
        CompilationUnitSyntax root = CSharpSyntaxTree.ParseText(code, CellLanguage.AsScript).GetCompilationUnitRoot();
        foreach (LoadDirectiveTriviaSyntax directive in root.GetLoadDirectives())
        {
            string script = Path.GetFullPath(Path.Combine(folder, directive.File.ValueText));
            if (!File.Exists(script) || !_seen.Add(script))
                continue;
            string text = File.ReadAllText(script).ReplaceLineEndings("\n");
            ReadCode(text, Path.GetDirectoryName(script)!, notebookFolder);
            _scripts.Add(text);
        }

        _libraries.UnionWith(
            root.GetReferenceDirectives()
                .Select(directive => Path.GetFullPath(Path.Combine(notebookFolder, directive.File.ValueText)))
                .Where(File.Exists)
        );
        _roots.Add(root);
    }
}
