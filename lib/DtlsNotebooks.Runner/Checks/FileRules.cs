using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Runner.Checks;

/// <summary>
/// The form of the file in which VS Code opens a notebook without a prompt, picks the kernel by itself
/// and does not mark it as changed. What stands in "language_info" beside the name is for nbconvert, which colours code
/// and names a script by it; VS Code and the extension keep it as it is.
/// </summary>
internal static partial class FileRules
{
    private static readonly JsonNode NotebookMetadata = JsonNode.Parse(
        """
        {"kernelspec": {"display_name": ".NET (C#)", "language": "C#", "name": ".net-csharp"},
         "language_info": {"file_extension": ".cs", "name": "polyglot-notebook", "pygments_lexer": "csharp"},
         "polyglot_notebook": {"kernelInfo": {"defaultKernelName": "csharp", "items": [{"aliases": [], "name": "csharp"}]}}}
        """
    )!;

    private static readonly JsonNode CodeMetadata = JsonNode.Parse(
        """{"language_info": {"name": "polyglot-notebook"}, "polyglot_notebook": {"kernelName": "csharp"}}"""
    )!;

    /// <summary>Looks at the file and at the form of every cell.</summary>
    public static IEnumerable<Refusal> Check(NotebookDocument document)
    {
        JsonObject root = JsonNode.Parse(document.Text)!.AsObject();
        JsonArray nodes = root["cells"]!.AsArray();
        IEnumerable<Refusal> whole = CheckText(document.Text)
            .Concat(CheckRoot(root))
            .Select(reason => new Refusal("", "", 0, reason));
        return whole
            .Concat(
                document.Cells.SelectMany(cell =>
                    CheckCell(cell, nodes[cell.Index] as JsonObject ?? [])
                        .Select(reason => new Refusal(cell.Name, cell.Heading, 0, reason))
                )
            )
            .Concat(RepeatedIds(document));
    }

    private static IEnumerable<string> CheckText(string text)
    {
        if (!text.EndsWith('\n') || text.EndsWith("\n\n", StringComparison.Ordinal))
        {
            yield return "The file must end with one line end.";
        }

        if (text.StartsWith('\uFEFF') || !OneSpace().IsMatch(text))
        {
            yield return "The file must be indented by one space, without a byte order mark.";
        }

        if (Escaped().Match(text) is { Success: true } escape)
        {
            yield return $"The file must hold its characters as UTF-8, not escaped: {escape.Value.TrimStart('\\').Insert(0, "\\")}.";
        }
    }

    private static IEnumerable<string> CheckRoot(JsonObject root)
    {
        if (!JsonNode.DeepEquals(root["nbformat"], 4) || Number(root["nbformat_minor"]) < 5)
        {
            yield return "The format must be nbformat 4, minor 5 or later.";
        }

        foreach ((string? key, JsonNode? expected) in NotebookMetadata.AsObject())
        {
            if (!JsonNode.DeepEquals((root["metadata"] as JsonObject)?[key], expected))
            {
                yield return $"The notebook's metadata must hold \"{key}\": {expected!.ToJsonString()}.";
            }
        }
    }

    private static IEnumerable<string> CheckCell(NotebookCell cell, JsonObject node)
    {
        if (!Id().IsMatch(cell.Id))
        {
            yield return "The cell must have an id of letters, digits, hyphens and underscores, 64 at most.";
        }

        var metadata = node["metadata"]?.DeepClone() as JsonObject;
        metadata?.Remove("tags");
        if (cell.Kind == CellKind.Markdown && metadata is not { Count: 0 })
        {
            yield return "The metadata of a text cell must be empty, but for tags.";
        }
        else if (cell.Kind == CellKind.Other)
        {
            yield return "A cell must be code or markdown.";
        }
        else if (cell.Kind == CellKind.Code)
        {
            if (!JsonNode.DeepEquals(metadata, CodeMetadata))
            {
                yield return $"The metadata of a code cell must be {CodeMetadata.ToJsonString()}, but for tags.";
            }

            foreach (string reason in CheckKept(node))
            {
                yield return reason;
            }
        }
    }

    private static IEnumerable<string> CheckKept(JsonObject node)
    {
        if (node["outputs"] is not JsonArray outputs)
        {
            yield return "A code cell must have an empty list of outputs.";
        }
        else if (outputs.Count > 0)
        {
            yield return "A source notebook keeps no outputs. Clear all outputs and save it again.";
        }

        if (!node.ContainsKey("execution_count"))
        {
            yield return "A code cell must have an execution count of null.";
        }
        else if (node["execution_count"] is not null)
        {
            yield return "A source notebook keeps no execution counts. Clear all outputs and save it again.";
        }
    }

    private static IEnumerable<Refusal> RepeatedIds(NotebookDocument document) =>
        document
            .Cells.Where(cell => cell.Id.Length > 0)
            .GroupBy(cell => cell.Id)
            .Where(group => group.Count() > 1)
            .Select(group => new Refusal(
                group.Last().Name,
                group.Last().Heading,
                0,
                $"The id \"{group.Key}\" is used by more than one cell."
            ));

    private static int Number(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out int number) ? number : 0;

    [GeneratedRegex(@"\A\{\n [^ \n]")]
    private static partial Regex OneSpace();

    [GeneratedRegex(@"(?<!\\)(\\\\)*\\u(00[89a-fA-F]|0[1-9a-fA-F]|[1-9a-fA-F])[0-9a-fA-F]+")]
    private static partial Regex Escaped();

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex Id();
}
