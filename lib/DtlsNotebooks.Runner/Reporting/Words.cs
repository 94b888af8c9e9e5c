using System.Globalization;
using DtlsNotebooks.Runner.Results;

namespace DtlsNotebooks.Runner.Reporting;

/// <summary>The words and figures that the runner's reports and the book share.</summary>
internal static class Words
{
    /// <summary>A duration, for example <c>1.3 s</c> or <c>24 ms</c>.</summary>
    public static string Seconds(TimeSpan time) =>
        time.TotalSeconds < 0.1
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    /// <summary>A number with its noun, for example <c>1 cell</c> or <c>3 cells</c>.</summary>
    public static string Count(int number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");

    /// <summary>What became of a notebook, in a few words.</summary>
    public static string Outcome(NotebookRun run) =>
        run switch
        {
            { Refusals.Count: > 0 } => $"refused, {Count(run.Refusals.Count, "reason")}",
            { Failed: { Error.Kind: CellErrorKind.Timeout } cell } => $"hangs in cell {cell.Number}",
            { Failed: { Error.Kind: CellErrorKind.ProcessDied } cell } => $"dies in cell {cell.Number}",
            { Failed: { } cell } => $"fails in cell {cell.Number}",
            { ExerciseFaults.Count: > 0 } => $"{Count(run.ExerciseFaults.Count, "exercise")} wrong",
            { IsEdited: true } => "good, edited",
            _ => "good",
        };

    /// <summary>The first lines of a long text, and how many more there are.</summary>
    public static string Shorten(string text, int lines = 20)
    {
        string[] all = text.Split('\n');
        return all.Length <= lines
            ? text
            : string.Join('\n', all.Take(lines))
                + string.Create(CultureInfo.InvariantCulture, $"\n… and {all.Length - lines} more lines");
    }

    /// <summary>Where a cell stands, for example <c>01-udp.ipynb, code cell 3, section "1.1 Sockets"</c>.</summary>
    public static string Place(string file, string cell, string heading, int line)
    {
        var parts = new List<string> { file };
        if (cell.Length > 0)
        {
            parts.Add(cell);
        }

        if (line > 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"line {line}"));
        }

        if (heading.Length > 0)
        {
            parts.Add($"section \"{heading}\"");
        }

        return string.Join(", ", parts);
    }
}
