using System.Text.Json;
using System.Text.Json.Nodes;

namespace DtlsNotebooks.Runner.Notebooks;

/// <summary>A notebook file (nbformat 4) in memory.</summary>
internal sealed record NotebookDocument
{
    /// <summary>The full path of the file it was read from.</summary>
    public required string Path { get; init; }

    /// <summary>The file's text, exactly.</summary>
    public required string Text { get; init; }

    /// <summary>The cells, in order.</summary>
    public required IReadOnlyList<NotebookCell> Cells { get; init; }

    /// <summary>The file's name without its extension, for example <c>01-udp</c>.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The code cells, in order.</summary>
    public IEnumerable<NotebookCell> CodeCells => Cells.Where(cell => cell.Kind == CellKind.Code);

    /// <summary>
    /// The first heading of the first level (<c># …</c>), else the first heading of any, else the file's name.
    /// </summary>
    public string Title
    {
        get
        {
            var prose = Cells.Where(cell => cell.Kind == CellKind.Markdown).Select(cell => cell.Source).ToList();
            return prose.Select(MarkdownHeadings.Title).FirstOrDefault(title => title is not null)
                ?? prose.Select(MarkdownHeadings.First).FirstOrDefault(heading => heading is not null)
                ?? Name;
        }
    }

    /// <summary>Reads a notebook file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="NotebookFormatException">The file is not JSON or has no list of cells.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static NotebookDocument Load(string path) => Parse(System.IO.Path.GetFullPath(path), File.ReadAllText(path));

    /// <summary>Reads a notebook from text.</summary>
    /// <param name="path">The file it came from, for messages and for its folder.</param>
    /// <param name="text">The JSON.</param>
    /// <exception cref="NotebookFormatException">The text is not JSON or has no list of cells.</exception>
    public static NotebookDocument Parse(string path, string text)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(text);
        }
        catch (JsonException e)
        {
            throw new NotebookFormatException($"{System.IO.Path.GetFileName(path)} is not valid JSON: {e.Message}", e);
        }

        if ((root as JsonObject)?["cells"] is not JsonArray cells)
        {
            throw new NotebookFormatException(
                $"{System.IO.Path.GetFileName(path)} is not a notebook: it has no list of cells."
            );
        }

        return new NotebookDocument
        {
            Path = path,
            Text = text,
            Cells = ReadCells(cells),
        };
    }

    /// <summary>The same notebook with the source of one cell replaced.</summary>
    /// <param name="id">The id of the cell to replace.</param>
    /// <param name="source">Its new text.</param>
    /// <exception cref="ArgumentException">No cell has that id.</exception>
    public NotebookDocument WithCell(string id, string source)
    {
        if (Cells.All(cell => cell.Id != id))
        {
            throw new ArgumentException($"{Name} has no cell with the id \"{id}\".", nameof(id));
        }

        return this with
        {
            Cells = [.. Cells.Select(cell => cell.Id == id ? cell with { Source = source } : cell)],
        };
    }

    private static List<NotebookCell> ReadCells(JsonArray cells)
    {
        var read = new List<NotebookCell>(cells.Count);
        string heading = "";
        int number = 0;
        foreach (JsonNode? node in cells)
        {
            JsonObject cell = node as JsonObject ?? [];
            CellKind kind = ReadKind(cell);
            string source = ReadText(cell["source"]);
            if (kind == CellKind.Markdown)
            {
                heading = MarkdownHeadings.Last(source) ?? heading;
            }

            read.Add(
                new NotebookCell
                {
                    Id = ReadString(cell["id"]),
                    Index = read.Count,
                    Number = kind == CellKind.Code ? ++number : 0,
                    Kind = kind,
                    Source = source,
                    Heading = heading,
                    Measures = HasTag(cell, NotebookCell.MeasuresTag),
                }
            );
        }

        return read;
    }

    private static bool HasTag(JsonObject cell, string tag) =>
        (cell["metadata"] as JsonObject)?["tags"] is JsonArray tags && tags.Any(each => ReadString(each) == tag);

    private static CellKind ReadKind(JsonObject cell) =>
        ReadString(cell["cell_type"]) switch
        {
            "code" => CellKind.Code,
            "markdown" => CellKind.Markdown,
            _ => CellKind.Other,
        };

    /// <summary>nbformat keeps a text as one string or as a list of lines.</summary>
    private static string ReadText(JsonNode? node) =>
        (node is JsonArray lines ? string.Concat(lines.Select(ReadString)) : ReadString(node)).ReplaceLineEndings("\n");

    private static string ReadString(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) ? text : "";
}
