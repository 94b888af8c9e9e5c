using System.Globalization;
using System.Text.RegularExpressions;
using DtlsNotebooks.Runner.Worker;

namespace DtlsNotebooks.Runner.Execution;

/// <summary>Reads the last words of a process that died.</summary>
internal static partial class DeathReport
{
    private const int LinesKept = 12;

    /// <summary>The lines that help: the message, and the frames in the cells and the scripts that they load.</summary>
    /// <param name="standardError">The end of what the process wrote to standard error.</param>
    public static IReadOnlyList<string> Reduce(string standardError)
    {
        IEnumerable<string> lines = standardError
            .ReplaceLineEndings("\n")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> useful = lines
            .Select(line => (Said: line, Renamed: CellStackTrace.Rename(line)))
            .Where(line =>
                !line.Said.TrimStart().StartsWith("at ", StringComparison.Ordinal) || line.Renamed != line.Said
            )
            .Select(line => line.Renamed);
        return [.. useful.Take(LinesKept)];
    }

    /// <summary>The line of a cell that the first frame names, or 0.</summary>
    /// <param name="lines">What <see cref="Reduce"/> gave.</param>
    public static int LineIn(IEnumerable<string> lines)
    {
        Match? match = lines.Select(line => CellFrame().Match(line)).FirstOrDefault(match => match.Success);
        return match is null ? 0 : int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\bcell \d+, line (?<line>\d+)")]
    private static partial Regex CellFrame();
}
