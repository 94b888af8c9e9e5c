using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Tests.Notebooks.Shape;

/// <summary>Prose in pieces that are read, not skipped.</summary>
internal static class ProseSizeRule
{
    private const int MostOpenWords = 90;
    private const int MostFoldedWords = 60;
    private const int MostBoxes = 5;

    public static IEnumerable<Finding> Look(ChapterText chapter)
    {
        NotebookCell? title = chapter.TextCells.FirstOrDefault();
        IEnumerable<NotebookCell> steps = chapter.TextCells.Where(cell =>
            cell != title && chapter.ZoneOf(cell) != ChapterZone.After && chapter.SectionOf(cell) != "Summary"
        );
        foreach (NotebookCell cell in steps)
        {
            int open = Prose.RunningWords(Prose.Unfolded(cell.Source));
            if (open > MostOpenWords)
            {
                yield return new(
                    cell.Id,
                    $"{open} words stand open",
                    $"at most {MostOpenWords}: cut, or put code between"
                );
            }

            int folded = Prose.Folded(cell.Source).Select(Prose.RunningWords).DefaultIfEmpty().Max();
            if (folded > MostFoldedWords)
                yield return new(cell.Id, $"{folded} words are folded away", $"at most {MostFoldedWords}: cut");
        }

        int boxes = chapter
            .TextCells.Where(cell => cell != title)
            .SelectMany(cell => $"\n{cell.Source}".Split("\n> **").Skip(1))
            .Count();
        if (boxes > MostBoxes)
        {
            yield return new(
                "",
                $"{boxes} boxes",
                $"keep the {MostBoxes} from which one learns most; the others go to errata.md"
            );
        }
    }
}
