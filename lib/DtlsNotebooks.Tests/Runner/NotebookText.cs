using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DtlsNotebooks.Tests.Runner;

/// <summary>
/// Writes notebooks of the form that VS Code opens clean, so that a test changes just what it is about.
/// </summary>
internal sealed class NotebookText
{
    private static readonly JsonSerializerOptions Form = new()
    {
        WriteIndented = true,
        IndentSize = 1,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public JsonObject Root { get; } =
        JsonNode
            .Parse(
                """
                {
                  "cells": [],
                  "metadata": {
                    "kernelspec": {"display_name": ".NET (C#)", "language": "C#", "name": ".net-csharp"},
                    "language_info": {"file_extension": ".cs", "name": "polyglot-notebook", "pygments_lexer": "csharp"},
                    "polyglot_notebook": {"kernelInfo": {"defaultKernelName": "csharp", "items": [{"aliases": [], "name": "csharp"}]}}
                  },
                  "nbformat": 4,
                  "nbformat_minor": 5
                }
                """
            )!
            .AsObject();

    public JsonArray Cells => Root["cells"]!.AsArray();

    public NotebookText Prose(string markdown)
    {
        Cells.Add(
            new JsonObject
            {
                ["cell_type"] = "markdown",
                ["id"] = $"text-{Cells.Count}",
                ["metadata"] = new JsonObject(),
                ["source"] = markdown,
            }
        );
        return this;
    }

    /// <summary>Gives the cell added last an id of its own.</summary>
    public NotebookText WithId(string id)
    {
        Cells[^1]!["id"] = id;
        return this;
    }

    /// <summary>Adds a code cell; its id is <c>code-</c> and its number among the code cells.</summary>
    public NotebookText Code(string code, params string[] tags)
    {
        JsonObject metadata = JsonNode
            .Parse(
                """{"language_info": {"name": "polyglot-notebook"}, "polyglot_notebook": {"kernelName": "csharp"}}"""
            )!
            .AsObject();
        if (tags.Length > 0)
        {
            metadata["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]);
        }

        int number = Cells.Count(cell => (string?)cell!["cell_type"] == "code") + 1;
        Cells.Add(
            new JsonObject
            {
                ["cell_type"] = "code",
                ["execution_count"] = null,
                ["id"] = $"code-{number}",
                ["metadata"] = metadata,
                ["outputs"] = new JsonArray(),
                ["source"] = code,
            }
        );
        return this;
    }

    public override string ToString() => Root.ToJsonString(Form) + "\n";
}
