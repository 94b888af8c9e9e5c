using System.Globalization;
using DtlsNotebooks.Runner.Checks;
using DtlsNotebooks.Runner.Results;
using Spectre.Console;

namespace DtlsNotebooks.Runner.Reporting;

/// <summary>The result of a run: a table, then every failure in full.</summary>
internal static class RunSummary
{
    /// <summary>Shows the result.</summary>
    /// <param name="console">Where.</param>
    /// <param name="runs">What became of each notebook.</param>
    /// <param name="unreadable">A sentence for each notebook that could not even be read.</param>
    public static void Write(IAnsiConsole console, IReadOnlyList<NotebookRun> runs, IReadOnlyList<string> unreadable)
    {
        console.WriteLine();
        console.Write(TableOf(runs));
        IEnumerable<string> lines = runs.SelectMany(Details).Concat(unreadable);
        foreach (string? line in lines)
        {
            // Not through the layout of the console, which would break paths and messages at its width.
            console.Profile.Out.Writer.WriteLine(line);
        }
    }

    private static Table TableOf(IReadOnlyList<NotebookRun> runs)
    {
        Table table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumn("Notebook")
            .AddColumn(new TableColumn("Cells").RightAligned())
            .AddColumn(new TableColumn("Time").RightAligned())
            .AddColumn("Result");
        foreach (NotebookRun run in runs)
        {
            int done = run.Cells.Count(cell => cell.WasRun && cell.Error is null);
            table.AddRow(
                Markup.Escape(run.Document.Name),
                string.Create(CultureInfo.InvariantCulture, $"{done}/{run.Cells.Count}"),
                Words.Seconds(run.Elapsed),
                $"[{(run.Succeeded ? "green" : "red")}]{Markup.Escape(Words.Outcome(run))}[/]"
            );
        }

        return table;
    }

    private static IEnumerable<string> Details(NotebookRun run)
    {
        string file = Path.GetFileName(run.Document.Path);
        foreach (Refusal? refusal in run.Refusals.Concat(run.ExerciseFaults))
        {
            yield return $"{Words.Place(file, refusal.Cell, refusal.Heading, refusal.Line)}: {refusal.Reason}";
        }

        foreach (string note in run.Notes)
        {
            yield return $"{file}: note: {Words.Shorten(note)}";
        }

        foreach (CellRun cell in run.Cells)
        {
            string place = Words.Place(file, $"code cell {cell.Number}", cell.Heading, cell.Error?.Line ?? 0);
            foreach (string note in cell.Notes)
            {
                yield return $"{Words.Place(file, $"code cell {cell.Number}", cell.Heading, 0)}: note: {Words.Shorten(note)}";
            }

            if (cell.Error is { } error)
            {
                yield return $"{place}: {error.Type}: {Words.Shorten(error.Message)}";
                foreach (string frame in error.Trace)
                {
                    yield return $"    {frame}";
                }
            }
        }
    }
}
