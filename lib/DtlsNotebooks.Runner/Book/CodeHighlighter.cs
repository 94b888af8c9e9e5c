using System.Net;
using System.Text;
using DtlsNotebooks.Runner.Notebooks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Classification;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DtlsNotebooks.Runner.Book;

/// <summary>
/// Colours C# code. All cells of a notebook, and the scripts that they load, are read as one program, so that a name
/// declared in an early cell is known as a type or a method in a later one.
/// </summary>
internal sealed class CodeHighlighter : IDisposable
{
    private static readonly Lazy<IReadOnlyList<MetadataReference>> Framework = new(FindFramework);

    private readonly AdhocWorkspace _workspace = new();
    private readonly ProjectId _project = ProjectId.CreateNewId();
    private readonly string _context;
    private readonly Dictionary<string, int> _starts;
    private IReadOnlyList<ClassifiedSpan>? _contextSpans;

    /// <summary>Prepares to colour the code of a notebook.</summary>
    /// <param name="document">The notebook.</param>
    /// <param name="libraries">Libraries whose types are known besides those that the cells load, by full path.</param>
    /// <param name="usings">Namespaces that are in use besides those of cells.</param>
    public CodeHighlighter(
        NotebookDocument document,
        IEnumerable<string>? libraries = null,
        IEnumerable<string>? usings = null
    )
    {
        var loaded = new LoadedFiles(document);
        var text = new StringBuilder();
        foreach (string script in loaded.Scripts)
            text.Append(script).Append("\n;\n");
        _starts = [];
        foreach (NotebookCell cell in document.CodeCells)
        {
            _starts.TryAdd(cell.Id, text.Length);

            // Ends an expression that is the last line of its cell.
            text.Append(cell.Source).Append("\n;\n");
        }

        _context = text.ToString();
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            usings:
            [
                .. CellLanguage.Usings,
                CellLanguage.Functions.FullName!,
                .. UsingsOf(loaded.Roots),
                .. usings ?? [],
            ],
            allowUnsafe: true
        );
        _workspace.AddProject(
            ProjectInfo.Create(
                _project,
                VersionStamp.Default,
                "notebook",
                "notebook",
                LanguageNames.CSharp,
                compilationOptions: options,
                parseOptions: CellLanguage.AsScript,
                metadataReferences:
                [
                    .. Framework.Value,
                    .. LoadedFiles.References(loaded.Libraries.Union(libraries ?? [])),
                ],
                isSubmission: true
            )
        );
    }

    /// <summary>The code of a cell as HTML.</summary>
    /// <param name="cell">A code cell of the notebook.</param>
    public string Highlight(NotebookCell cell)
    {
        _contextSpans ??= Classify(_context);
        return _starts.TryGetValue(cell.Id, out int start)
            ? Write(_context, start, start + cell.Source.Length, _contextSpans)
            : WebUtility.HtmlEncode(cell.Source);
    }

    /// <summary>A piece of C# that stands in the prose, as HTML.</summary>
    /// <param name="code">The code.</param>
    public string Highlight(string code)
    {
        string whole = _context + code;
        return Write(whole, _context.Length, whole.Length, Classify(whole, _context.Length));
    }

    /// <summary>Lets go of the workspace.</summary>
    public void Dispose() => _workspace.Dispose();

    private List<ClassifiedSpan> Classify(string code, int from = 0)
    {
        Solution solution = _workspace.CurrentSolution.AddDocument(
            DocumentInfo.Create(
                DocumentId.CreateNewId(_project),
                "cells",
                sourceCodeKind: SourceCodeKind.Script,
                loader: TextLoader.From(TextAndVersion.Create(SourceText.From(code), VersionStamp.Default))
            )
        );
        Document document = solution.GetProject(_project)!.Documents.Single();

        // The classifier has nothing to wait for: everything is in memory.
        return
        [
            .. Classifier
                .GetClassifiedSpansAsync(document, TextSpan.FromBounds(from, code.Length))
                .GetAwaiter()
                .GetResult(),
        ];
    }

    private static string Write(string code, int from, int to, IEnumerable<ClassifiedSpan> spans)
    {
        var html = new StringBuilder();
        int position = from;
        foreach (
            ClassifiedSpan span in spans
                .Where(span => ClassOf(span.ClassificationType) is not null)
                .OrderBy(span => span.TextSpan.Start)
        )
        {
            if (span.TextSpan.Start < position || span.TextSpan.End > to)
            {
                continue;
            }

            html.Append(WebUtility.HtmlEncode(code[position..span.TextSpan.Start]));
            html.Append("<span class=\"")
                .Append(ClassOf(span.ClassificationType))
                .Append("\">")
                .Append(WebUtility.HtmlEncode(code.Substring(span.TextSpan.Start, span.TextSpan.Length)))
                .Append("</span>");
            position = span.TextSpan.End;
        }

        return html.Append(WebUtility.HtmlEncode(code[position..to])).ToString();
    }

    private static string? ClassOf(string classification) =>
        classification switch
        {
            ClassificationTypeNames.Keyword
            or ClassificationTypeNames.ControlKeyword
            or ClassificationTypeNames.PreprocessorKeyword => "k",
            ClassificationTypeNames.ClassName
            or ClassificationTypeNames.StructName
            or ClassificationTypeNames.InterfaceName
            or ClassificationTypeNames.EnumName
            or ClassificationTypeNames.DelegateName
            or ClassificationTypeNames.RecordClassName
            or ClassificationTypeNames.RecordStructName
            or ClassificationTypeNames.TypeParameterName => "t",
            ClassificationTypeNames.StringLiteral
            or ClassificationTypeNames.VerbatimStringLiteral
            or ClassificationTypeNames.StringEscapeCharacter
            or ClassificationTypeNames.PreprocessorText => "s",
            ClassificationTypeNames.NumericLiteral => "n",
            ClassificationTypeNames.MethodName or ClassificationTypeNames.ExtensionMethodName => "m",
            _ when classification.Contains("comment", StringComparison.Ordinal) => "c",
            _ => null,
        };

    private static IReadOnlyList<MetadataReference> FindFramework()
    {
        string[] trusted = (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "").Split(
            Path.PathSeparator,
            StringSplitOptions.RemoveEmptyEntries
        );
        IEnumerable<string> wanted = trusted.Where(path =>
            Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)
            || path == CellLanguage.Functions.Assembly.Location
        );
        return [.. wanted.Select(path => MetadataReference.CreateFromFile(path))];
    }

    /// <summary>The usings of all cells; in one program they would have to stand at its head.</summary>
    private static IEnumerable<string> UsingsOf(IEnumerable<CompilationUnitSyntax> roots) =>
        roots
            .SelectMany(root => root.Usings)
            .Where(directive => directive.Alias is null)
            .Select(directive => directive.NamespaceOrType.ToString())
            .Distinct();
}
