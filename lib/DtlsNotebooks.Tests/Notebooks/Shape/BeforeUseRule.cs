using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Lessons;
using DtlsNotebooks.Runner.Notebooks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DtlsNotebooks.Tests.Notebooks.Shape;

/// <summary>
/// A helper of the library is named in the prose, in backticks, before a cell uses it. The names are the library's own,
/// by reflection.
/// </summary>
internal static partial class BeforeUseRule
{
    private static readonly CSharpParseOptions AsScript = new(LanguageVersion.CSharp14, kind: SourceCodeKind.Script);

    private static readonly Type[] Public =
    [
        .. typeof(Check).Assembly.GetExportedTypes(),
        .. typeof(DtlsContext).Assembly.GetExportedTypes(),
    ];

    private static readonly HashSet<string> Types = [.. Public.Select(type => type.Name.Split('`')[0])];

    private static readonly HashSet<string> Extensions =
    [
        .. Public
            .Where(type => type.IsAbstract && type.IsSealed)
            .SelectMany(type => type.GetMethods())
            .Where(method => method.IsDefined(typeof(ExtensionAttribute), inherit: false))
            .Select(method => method.Name),
    ];

    public static IEnumerable<Finding> Look(ChapterText chapter)
    {
        HashSet<string> declared = [.. chapter.Document.CodeCells.SelectMany(DeclaredTypes)];
        var named = new HashSet<string>(declared);
        foreach (NotebookCell cell in chapter.Document.Cells)
        {
            if (cell.Kind == CellKind.Markdown)
            {
                named.UnionWith(
                    Prose.InBackticks(cell.Source).SelectMany(code => Word().Matches(code)).Select(word => word.Value)
                );
                continue;
            }

            // Once found, a name is not complained of again.
            foreach (string name in Helpers(cell.Source).Where(named.Add).ToList())
            {
                yield return new(
                    cell.Id,
                    $"{name} is used before the text explains it",
                    $"say what `{name}` does in the text cell before"
                );
            }
        }
    }

    private static IEnumerable<string> Helpers(string code)
    {
        CompilationUnitSyntax root = CSharpSyntaxTree.ParseText(code, AsScript).GetCompilationUnitRoot();
        return root.DescendantNodes(node => node is not UsingDirectiveSyntax)
            .OfType<SimpleNameSyntax>()
            .Where(IsHelper)
            .Select(name => name.Identifier.Text)
            .Distinct();
    }

    private static bool IsHelper(SimpleNameSyntax name)
    {
        string text = name.Identifier.Text;
        return name.Parent switch
        {
            UsingDirectiveSyntax or NameColonSyntax or NameEqualsSyntax => false,
            MemberAccessExpressionSyntax access when access.Name == name => access.Parent is InvocationExpressionSyntax
                && Extensions.Contains(text),
            AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment
                when assignment.Left == name => false,
            InvocationExpressionSyntax => text == "display",
            _ => Types.Contains(text),
        };
    }

    private static IEnumerable<string> DeclaredTypes(NotebookCell cell) =>
        CSharpSyntaxTree
            .ParseText(cell.Source, AsScript)
            .GetCompilationUnitRoot()
            .DescendantNodes()
            .OfType<BaseTypeDeclarationSyntax>()
            .Select(type => type.Identifier.Text);

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
