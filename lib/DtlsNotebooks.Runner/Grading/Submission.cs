using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Runner.Grading;

/// <summary>
/// A notebook as a student handed it in: with outputs, of any nbformat 4, saved by VS Code, Jupyter or Colab. It is read
/// and never written.
/// </summary>
internal sealed partial class Submission
{
    /// <summary>A larger file is not read.</summary>
    public const long LongestFile = 100L << 20;

    private Submission(IReadOnlyList<SubmittedCell> cells) => Cells = cells;

    /// <summary>The cells, in order.</summary>
    public IReadOnlyList<SubmittedCell> Cells { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="NotebookFormatException">It is no notebook; the message says why and what to do.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static Submission Load(string path)
    {
        long length = new FileInfo(path).Length;
        if (length == 0)
            throw new NotebookFormatException("The file is empty: it was lost on the way. Ask for it again.");
        if (length > LongestFile)
        {
            throw new NotebookFormatException(
                $"The file has {length >> 20} MB, and at most {LongestFile >> 20} are read. Ask for it without outputs."
            );
        }

        return Parse(File.ReadAllText(path));
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The JSON.</param>
    /// <exception cref="NotebookFormatException">It is no notebook; the message says why and what to do.</exception>
    public static Submission Parse(string text)
    {
        try
        {
            var root = JsonNode.Parse(text);
            if ((root as JsonObject)?["worksheets"] is not null)
                throw new NotebookFormatException("It is of nbformat 3: open it in a newer Jupyter and save it again.");
            if ((root as JsonObject)?["cells"] is not JsonArray cells)
                throw new NotebookFormatException("It is JSON, but no notebook: it has no list of cells.");
            return new Submission(Read(cells));
        }
        // A name that stands twice, or half a character, is noticed only when it is looked at.
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new NotebookFormatException($"It is not valid JSON, perhaps cut off: {e.Message}", e);
        }
    }

    private static List<SubmittedCell> Read(JsonArray cells)
    {
        var read = new List<SubmittedCell>();
        int number = 0;
        foreach (JsonObject cell in cells.OfType<JsonObject>())
        {
            CellKind kind = Text(cell["cell_type"]) switch
            {
                "code" => CellKind.Code,
                "markdown" => CellKind.Markdown,
                _ => CellKind.Other,
            };
            var metadata = cell["metadata"] as JsonObject;
            string id = Text(cell["id"]);
            string source = Text(cell["source"]);
            read.Add(
                new SubmittedCell(
                    kind,
                    id.Length > 0 ? id : Text(metadata?["id"]),
                    kind == CellKind.Code ? WithoutLanguage().Replace(source, "") : source,
                    kind == CellKind.Code ? ++number : 0,
                    kind == CellKind.Code ? LanguageOf(source, metadata) : null,
                    kind == CellKind.Code ? OutputsOf(cell) : ""
                )
            );
        }

        return read;
    }

    private static string? LanguageOf(string source, JsonObject? metadata)
    {
        if (OtherLanguage().Match(source) is { Success: true } magic)
            return magic.Groups["name"].Value;
        string named = Text((metadata?["polyglot_notebook"] as JsonObject)?["kernelName"]);
        named = named.Length > 0 ? named : Text((metadata?["dotnet_interactive"] as JsonObject)?["language"]);
        return named is "" or "csharp" || WithoutLanguage().IsMatch(source) ? null : named;
    }

    private static string OutputsOf(JsonObject cell)
    {
        var text = new StringBuilder();
        foreach (JsonObject output in (cell["outputs"] as JsonArray ?? []).OfType<JsonObject>())
        {
            text.Append(Text(output["text"])).Append('\n');
            foreach ((string _, JsonNode? form) in output["data"] as JsonObject ?? [])
                text.Append(Text(form)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>nbformat keeps a text as one string or as a list of lines.</summary>
    private static string Text(JsonNode? node) =>
        node switch
        {
            JsonArray lines => string.Concat(lines.Select(Text)),
            JsonValue value when value.TryGetValue(out string? text) => text.ReplaceLineEndings("\n"),
            _ => "",
        };

    // What only names the language or measures the time; the runner's kernel has none of it.
    [GeneratedRegex(@"\A(?:\s*(?:#!|%%?)(?:csharp|c#|C#|time)[ \t]*(?:\n|\z))+")]
    private static partial Regex WithoutLanguage();

    [GeneratedRegex(@"\A\s*(?<name>(?:#!|%%?|!)(?!csharp\b|c#|C#|time\b)[A-Za-z]\w*)")]
    private static partial Regex OtherLanguage();
}
