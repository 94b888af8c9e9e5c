using System.Globalization;
using System.Text.RegularExpressions;

namespace DtlsNotebooks.Runner.Book;

/// <summary>A program of one file that a student takes home.</summary>
internal sealed partial class TakeHomeProgram
{
    private TakeHomeProgram(string file, string code)
    {
        Name = Path.GetFileNameWithoutExtension(file);
        File = file;
        Code = code;
    }

    /// <summary>Its name without the extension, for example <c>udp-server</c>.</summary>
    public string Name { get; }

    /// <summary>The full path of its source.</summary>
    public string File { get; }

    /// <summary>Its source, lines joined by <c>\n</c>.</summary>
    public string Code { get; }

    /// <summary>The file name of its source, for example <c>udp-server.cs</c>.</summary>
    public string FileName => Path.GetFileName(File);

    /// <summary>The file name of its page.</summary>
    public string Page => BookMap.PageOfProgram(Name);

    /// <summary>What its first comment says that it is; empty where it begins with none.</summary>
    public string What => Head().Match(Code).Groups["what"].Value.Trim().TrimEnd(':').Trim();

    /// <summary>The command by which its first comment starts it; empty where it tells none.</summary>
    public string Command => Head().Match(Code).Groups["command"].Value.Trim();

    /// <summary>Reads a program.</summary>
    /// <param name="file">Its source.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TakeHomeProgram Read(string file) =>
        new(file, System.IO.File.ReadAllText(file).ReplaceLineEndings("\n").TrimEnd('\n'));

    /// <summary>The first line, from 1, whose comment names a section; 0 where none does.</summary>
    /// <param name="section">The number of the section, such as 1.1.2.</param>
    public int LineOf(string section)
    {
        string[] lines = Code.Split('\n');
        return Array.FindIndex(
                lines,
                line => Comment().Match(line) is { Success: true } comment && Names(comment, section)
            ) + 1;
    }

    /// <summary>Whether a text names the program by its file name.</summary>
    /// <param name="text">The text, for example that of a notebook.</param>
    public bool IsNamedIn(string text) =>
        Regex.IsMatch(text, string.Create(CultureInfo.InvariantCulture, $@"(?<![\w-]){Regex.Escape(FileName)}\b"));

    private static bool Names(Match comment, string section) =>
        Number().Matches(comment.Value).Any(number => number.Value == section);

    [GeneratedRegex(@"\A//(?<what>(?:(?!dotnet run)[^\n])*)(?<command>dotnet run [^\n]*)?")]
    private static partial Regex Head();

    [GeneratedRegex(@"(?:^|\s)//.*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<![\w.])\d+(?:\.\d+)+(?![\w]|\.\d)")]
    private static partial Regex Number();
}
