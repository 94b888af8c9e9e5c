using System.Text.RegularExpressions;

namespace DtlsNotebooks.Runner.Book;

/// <summary>Knows where a notebook asks for a prediction, and where the answer shows.</summary>
internal static partial class PredictionFold
{
    /// <summary>The variable into which a cell has a prediction typed; null where it asks for none.</summary>
    /// <param name="code">The source of the cell.</param>
    public static string? Asks(string code) => Typed().Match(code) is { Success: true } typed ? Name(typed) : null;

    /// <summary>The variable whose prediction a cell compares with what came; null where it compares none.</summary>
    /// <param name="code">The source of the cell.</param>
    public static string? Compares(string code) =>
        Compared().Match(code) is { Success: true } compared ? Name(compared) : null;

    /// <summary>
    /// Parts the text behind a comparison: what still belongs to the answer, and what begins with a heading or a fold
    /// of its own ("Why?").
    /// </summary>
    /// <param name="markdown">The text.</param>
    public static (string Answer, string After) Part(string markdown)
    {
        bool fenced = false;
        int position = 0;
        foreach (string line in markdown.Split('\n'))
        {
            fenced ^= line.StartsWith("```", StringComparison.Ordinal);
            if (!fenced && End().IsMatch(line))
                return (markdown[..position], markdown[position..]);
            position += line.Length + 1;
        }

        return (markdown, "");
    }

    /// <summary>Whether a text has a heading, with which something new begins.</summary>
    /// <param name="markdown">The text.</param>
    public static bool HasHeading(string markdown)
    {
        bool fenced = false;
        foreach (string line in markdown.Split('\n'))
        {
            fenced ^= line.StartsWith("```", StringComparison.Ordinal);
            if (!fenced && line.StartsWith('#'))
                return true;
        }

        return false;
    }

    private static string Name(Match match) => match.Groups["variable"].Value;

    [GeneratedRegex(@"\A(?:int|double|string) (?<variable>\w+) = [^\n]*;\s*// your prediction")]
    private static partial Regex Typed();

    [GeneratedRegex(@"\bPrediction\.Compare\(\s*""[^""]+""\s*,\s*(?<variable>\w+)\s*,")]
    private static partial Regex Compared();

    [GeneratedRegex(@"^(?:#{1,6} |<details\b)", RegexOptions.IgnoreCase)]
    private static partial Regex End();
}
