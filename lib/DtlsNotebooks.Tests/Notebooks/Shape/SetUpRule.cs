using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Tests.Notebooks.Shape;

/// <summary>A set-up that is over before anybody asks what it is.</summary>
internal static class SetUpRule
{
    private const string Load = "#load \"setup.csx\"";
    private const int MostCells = 2;
    private const int MostLines = 10;

    public static IEnumerable<Finding> Look(ChapterText chapter)
    {
        List<NotebookCell> cells = [.. chapter.Document.CodeCells];
        if (cells.Count == 0 || cells[0].Source.Trim() != Load)
            yield return new(cells.FirstOrDefault()?.Id ?? "", "the set-up does not begin the course's way", Load);

        int last = cells.FindIndex(cell => cell.Source.TrimEnd().EndsWith("Charts.Ready", StringComparison.Ordinal));
        if (last < 0)
        {
            yield return new("", "no cell ends the set-up", "end its second cell with Charts.Ready");
            yield break;
        }

        int lines = cells.Take(last + 1).Sum(cell => cell.Source.Split('\n').Length);
        if (last + 1 > MostCells || lines > MostLines)
        {
            yield return new(
                cells[last].Id,
                $"the set-up has {last + 1} cells and {lines} lines",
                $"{MostCells} cells, {MostLines} lines: name a using where it is first needed"
            );
        }
    }
}
