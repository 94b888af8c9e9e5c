using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DtlsNotebooks.Runner.Results;

/// <summary>Writes a notebook with its outputs, as VS Code and Jupyter read it.</summary>
internal static class ExecutedNotebook
{
    // Relaxed, so that markup stays readable: the file is never part of a page.
    private static readonly JsonWriterOptions Form = new()
    {
        Indented = true,
        IndentCharacter = ' ',
        IndentSize = 1,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A longer text is escaped in pieces: the writer keeps room for six times the length of one.</summary>
    private const int Piece = 1 << 16;

    /// <summary>
    /// Writes the executed notebook, the source file with outputs and execution counts, cell by cell: a chapter's
    /// pictures are megabytes, and the whole is never in memory.
    /// </summary>
    /// <param name="run">What became of it.</param>
    /// <param name="stream">Where to, as UTF-8.</param>
    /// <exception cref="IOException">The stream does not take it.</exception>
    public static void Write(NotebookRun run, Stream stream)
    {
        JsonObject root = JsonNode.Parse(run.Document.Text)!.AsObject();
        var runs = run.Cells.ToDictionary(cell => cell.Index);
        using (var writer = new Utf8JsonWriter(stream, Form))
        {
            writer.WriteStartObject();
            foreach ((string name, JsonNode? value) in root)
            {
                writer.WritePropertyName(name);
                if (name == "cells")
                    WriteCells(writer, value!.AsArray(), run, runs);
                else
                    WriteNode(writer, value);
            }

            writer.WriteEndObject();
        }

        stream.Write("\n"u8);
    }

    private static void WriteCells(
        Utf8JsonWriter writer,
        JsonArray cells,
        NotebookRun run,
        Dictionary<int, CellRun> runs
    )
    {
        writer.WriteStartArray();
        for (int i = 0; i < cells.Count; i++)
        {
            JsonObject source = cells[i]!.AsObject();
            if (runs.TryGetValue(i, out CellRun? cell))
            {
                // Some editors leave them away where they are empty.
                source.TryAdd("execution_count", null);
                source.TryAdd("outputs", null);
            }

            writer.WriteStartObject();
            foreach ((string name, JsonNode? value) in source)
            {
                writer.WritePropertyName(name);
                if (cell is null)
                    WriteNode(writer, value);
                else if (name == "source")
                    WriteLines(writer, run.Document.Cells[i].Source);
                else if (name == "execution_count")
                    WriteNode(writer, cell.WasRun ? cell.Number : null);
                else if (name == "outputs")
                    WriteOutputs(writer, cell);
                else
                    WriteNode(writer, value);
            }

            writer.WriteEndObject();
            writer.Flush();
        }

        writer.WriteEndArray();
    }

    private static void WriteOutputs(Utf8JsonWriter writer, CellRun cell)
    {
        writer.WriteStartArray();
        foreach (CellOutput output in cell.Outputs)
        {
            writer.WriteStartObject();
            Write(writer, output, cell.Number);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, CellOutput output, int number)
    {
        switch (output)
        {
            case StreamOutput stream:
                writer.WriteString("output_type", "stream");
                writer.WriteString("name", stream.IsError ? "stderr" : "stdout");
                writer.WritePropertyName("text");
                WriteLines(writer, stream.Text);
                break;
            case DisplayOutput display:
                writer.WriteString("output_type", display.IsResult ? "execute_result" : "display_data");
                if (display.IsResult)
                    writer.WriteNumber("execution_count", number);
                writer.WriteStartObject("data");
                foreach ((string form, string text) in display.Data)
                {
                    writer.WritePropertyName(form);
                    WriteLines(writer, text);
                }

                writer.WriteEndObject();
                writer.WriteStartObject("metadata");
                writer.WriteEndObject();
                break;
            case ErrorOutput { Error: var error }:
                writer.WriteString("output_type", "error");
                writer.WriteString("ename", error.Type);
                writer.WriteString("evalue", error.Message);
                writer.WriteStartArray("traceback");
                writer.WriteStringValue($"{error.Type}: {error.Message}");
                foreach (string line in error.Trace)
                    writer.WriteStringValue($"   {line}");
                writer.WriteEndArray();
                break;
            default:
                throw new ArgumentOutOfRangeException(
                    nameof(output),
                    output,
                    "This kind of output has no form in a notebook."
                );
        }
    }

    private static void WriteNode(Utf8JsonWriter writer, JsonNode? value)
    {
        if (value is null)
            writer.WriteNullValue();
        else
            value.WriteTo(writer);
    }

    /// <summary>A text as nbformat keeps it: a list of lines, each with its line end.</summary>
    private static void WriteLines(Utf8JsonWriter writer, string text)
    {
        writer.WriteStartArray();
        for (int start = 0; start < text.Length; )
        {
            int end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            WriteText(writer, text.AsSpan(start, end - start));
            start = end;
        }

        writer.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<char> text)
    {
        while (text.Length > Piece)
        {
            writer.WriteStringValueSegment(text[..Piece], isFinalSegment: false);
            writer.Flush();
            text = text[Piece..];
        }

        writer.WriteStringValueSegment(text, isFinalSegment: true);
    }
}
