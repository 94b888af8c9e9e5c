using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Tests.Notebooks.Shape;

/// <summary>Code that can be read beside the side panels and on a projector, a few lines at a time.</summary>
internal static class CodeSizeRule
{
    private const int WidestLine = 76;
    private const int LongestCell = 18;
    private const int GreatestMedian = 7;
    private const int GreatestNinth = 13;

    public static IEnumerable<Finding> Look(ChapterText chapter)
    {
        List<NotebookCell> cells = [.. chapter.Document.CodeCells];
        foreach (NotebookCell cell in cells)
        {
            string[] lines = cell.Source.Split('\n');
            for (int i = 0; i < lines.Length; i++)
            {
                if (lines[i].Length > WidestLine)
                {
                    yield return new(
                        cell.Id,
                        $"line {i + 1} has {lines[i].Length} columns",
                        $"break it at {WidestLine}"
                    );
                }
            }

            if (lines.Length > LongestCell)
                yield return new(cell.Id, $"{lines.Length} lines", $"split the cell: {LongestCell} lines at most");
        }

        if (cells.Count == 0)
            yield break;
        List<int> sizes = [.. cells.Select(cell => cell.Source.Split('\n').Length).Order()];
        (int median, int ninth) = (sizes[sizes.Count / 2], sizes[(int)Math.Ceiling(sizes.Count * 0.9) - 1]);
        if (median > GreatestMedian)
            yield return new("", $"half of the code cells have {median} lines or more", $"at most {GreatestMedian}");
        if (ninth > GreatestNinth)
            yield return new("", $"a tenth of the code cells has {ninth} lines or more", $"at most {GreatestNinth}");
    }
}
