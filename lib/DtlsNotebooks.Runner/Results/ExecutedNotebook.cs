using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DtlsNotebooks.Runner.Results;

/// <summary>Writes a notebook with its outputs, as VS Code and Jupyter read it.</summary>
internal static class ExecutedNotebook
{
    // Relaxed, so that markup stays readable: the file is never part of a page.
    private static readonly JsonSerializerOptions Form = new()
    {
        WriteIndented = true,
        IndentCharacter = ' ',
        IndentSize = 1,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The text of the executed notebook: the source file with outputs and execution counts.</summary>
    /// <param name="run">What became of it.</param>
    public static string Write(NotebookRun run)
    {
        JsonObject root = JsonNode.Parse(run.Document.Text)!.AsObject();
        JsonArray nodes = root["cells"]!.AsArray();
        foreach (CellRun cell in run.Cells)
        {
            JsonObject node = nodes[cell.Index]!.AsObject();
            node["source"] = Lines(run.Document.Cells[cell.Index].Source);
            node["execution_count"] = cell.WasRun ? cell.Number : null;
            node["outputs"] = new JsonArray([
                .. cell.Outputs.Select(output => (JsonNode)Describe(output, cell.Number)),
            ]);
        }

        return root.ToJsonString(Form) + "\n";
    }

    private static JsonObject Describe(CellOutput output, int number) =>
        output switch
        {
            StreamOutput stream => new JsonObject
            {
                ["output_type"] = "stream",
                ["name"] = stream.IsError ? "stderr" : "stdout",
                ["text"] = Lines(stream.Text),
            },
            DisplayOutput { IsResult: true } result => new JsonObject
            {
                ["output_type"] = "execute_result",
                ["execution_count"] = number,
                ["data"] = Bundle(result),
                ["metadata"] = new JsonObject(),
            },
            DisplayOutput display => new JsonObject
            {
                ["output_type"] = "display_data",
                ["data"] = Bundle(display),
                ["metadata"] = new JsonObject(),
            },
            ErrorOutput { Error: var error } => new JsonObject
            {
                ["output_type"] = "error",
                ["ename"] = error.Type,
                ["evalue"] = error.Message,
                ["traceback"] = new JsonArray([
                    $"{error.Type}: {error.Message}",
                    .. error.Trace.Select(line => (JsonNode)$"   {line}"),
                ]),
            },
            _ => throw new ArgumentOutOfRangeException(
                nameof(output),
                output,
                "This kind of output has no form in a notebook."
            ),
        };

    private static JsonObject Bundle(DisplayOutput display) =>
        new(display.Data.Select(form => KeyValuePair.Create<string, JsonNode?>(form.Key, Lines(form.Value))));

    /// <summary>A text as nbformat keeps it: a list of lines, each with its line end.</summary>
    private static JsonArray Lines(string text)
    {
        var lines = new JsonArray();
        for (int start = 0; start < text.Length; )
        {
            int end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add((JsonNode)text[start..end]);
            start = end;
        }

        return lines;
    }
}
