using DtlsNotebooks.Runner.Notebooks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DtlsNotebooks.Tests.Notebooks.Shape;

/// <summary>
/// A cell that measures says so, with the tag that lets the runner keep everything else still meanwhile. It measures
/// where it reads a clock, or calls a method of the chapter that does; whole seconds are a bound and no measurement.
/// </summary>
internal static class MeasuringRule
{
    private static readonly CSharpParseOptions AsScript = new(LanguageVersion.CSharp14, kind: SourceCodeKind.Script);
    private static readonly string[] Clocks = ["Stopwatch", "CpuUsage", "ThreadCost", "Timing", "LaneGroup"];
    private const string Seconds = "TotalSeconds";

    public static IEnumerable<Finding> Look(ChapterText chapter)
    {
        HashSet<string> measuring = [.. Clocks];
        foreach (NotebookCell cell in chapter.Document.CodeCells)
        {
            CompilationUnitSyntax root = CSharpSyntaxTree.ParseText(cell.Source, AsScript).GetCompilationUnitRoot();
            List<MethodDeclarationSyntax> methods = [.. root.Members.OfType<MethodDeclarationSyntax>()];
            bool measures = Reads(root.Members.Except(methods), measuring);
            measuring.UnionWith(
                methods.Where(method => Reads([method], measuring)).Select(method => method.Identifier.Text)
            );
            if (measures && !cell.Measures && chapter.ZoneOf(cell) != ChapterZone.After)
            {
                yield return new(
                    cell.Id,
                    "it measures, and does not say so",
                    $"give it the tag \"{NotebookCell.MeasuresTag}\""
                );
            }
        }
    }

    private static bool Reads(IEnumerable<SyntaxNode> parts, HashSet<string> measuring)
    {
        HashSet<string> names =
        [
            .. parts
                .SelectMany(part => part.DescendantNodes())
                .OfType<SimpleNameSyntax>()
                .Select(name => name.Identifier.Text),
        ];
        return names.Overlaps(measuring) && !names.Contains(Seconds);
    }
}
