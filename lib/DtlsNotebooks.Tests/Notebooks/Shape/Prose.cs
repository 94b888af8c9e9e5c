using System.Text.RegularExpressions;

namespace DtlsNotebooks.Tests.Notebooks.Shape;

/// <summary>Reads a text cell as a student does: what is folded away, what stands open, how many words that is.</summary>
internal static partial class Prose
{
    /// <summary>The text without what is folded away.</summary>
    public static string Unfolded(string markdown) => Details().Replace(markdown, "");

    /// <summary>Each piece that is folded away, without its summary.</summary>
    public static IEnumerable<string> Folded(string markdown) =>
        Details().Matches(markdown).Select(fold => Summary().Replace(fold.Groups["inside"].Value, ""));

    /// <summary>The running text: without headings, tables, blocks of code, tags and the targets of links.</summary>
    public static string Running(string markdown) => Plain(HeadingOrTable().Replace(Fence().Replace(markdown, ""), ""));

    /// <summary>How many words stand in the running text.</summary>
    public static int RunningWords(string markdown) => Count(Running(markdown));

    /// <summary>How many words there are to read, headings and tables included, blocks of code not.</summary>
    public static int AllWords(string markdown) => Count(Plain(Fence().Replace(markdown, "")));

    /// <summary>What stands in backticks inside the prose.</summary>
    public static IEnumerable<string> InBackticks(string markdown) =>
        Backticks().Matches(Fence().Replace(markdown, "")).Select(code => code.Groups["code"].Value);

    /// <summary>The prose without any code.</summary>
    public static string WithoutCode(string markdown) => Backticks().Replace(Fence().Replace(markdown, ""), "");

    /// <summary>The headings of a level, as they are written.</summary>
    public static IEnumerable<string> Headings(string markdown, int level) =>
        Fence()
            .Replace(markdown, "")
            .Split('\n')
            .Where(line => line.StartsWith(new string('#', level) + " ", StringComparison.Ordinal))
            .Select(line => line[(level + 1)..].Trim());

    // What stands in place of a picture is read by those who do not see the picture.
    private static string Plain(string markdown) =>
        Tag().Replace(LinkTarget().Replace(Image().Replace(markdown, ""), "]"), " ");

    private static int Count(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Count(word => word.Any(char.IsLetterOrDigit));

    [GeneratedRegex("<details>(?<inside>.*?)</details>", RegexOptions.Singleline)]
    private static partial Regex Details();

    [GeneratedRegex("<summary>.*?</summary>", RegexOptions.Singleline)]
    private static partial Regex Summary();

    [GeneratedRegex("^```.*?^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^(?:#+ |\s*\|).*$", RegexOptions.Multiline)]
    private static partial Regex HeadingOrTable();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"!\[[^\]]*\]\([^)]*\)")]
    private static partial Regex Image();

    [GeneratedRegex(@"\]\([^)]*\)")]
    private static partial Regex LinkTarget();

    [GeneratedRegex("(?<ticks>`+)(?<code>.+?)\\k<ticks>")]
    private static partial Regex Backticks();
}
