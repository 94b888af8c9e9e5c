using System.Text.Json.Nodes;
using DtlsNotebooks.Runner.Checks;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Results;

namespace DtlsNotebooks.Tests.Runner;

/// <summary>What other hosts would not run is refused, with its place and the reason.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("#!time\n1", 1, "magic command")]
    [InlineData("var x = 1;\n%lsmagic", 2, "magic command")]
    [InlineData("%%html", 1, "magic command")]
    [InlineData("#!import other.ipynb", 1, "magic command")]
    [InlineData("#r \"nuget: Plotly.NET, 6.0.0\"", 1, "#r \"nuget:")]
    [InlineData("  #R \"NuGet:Plotly.NET\"", 1, "#r \"nuget:")]
    [InlineData("#load \"other.ipynb\"", 1, "a .csx file that lies beside the notebook")]
    [InlineData("#load \"../lib/other.csx\"", 1, "a .csx file that lies beside the notebook")]
    [InlineData("#i \"nuget:https://example.org\"", 1, "#i")]
    [InlineData(
        "using Microsoft.DotNet.Interactive;",
        1,
        "`Microsoft.DotNet.Interactive` belongs to the .NET Interactive kernel"
    )]
    [InlineData("using static Microsoft.DotNet.Interactive.Formatting.PocketViewTags;", 1, "PocketViewTags")]
    [InlineData(
        "\nMicrosoft.DotNet.Interactive.Formatting.Formatter.ListExpansionLimit = 3;",
        2,
        "belongs to the .NET Interactive kernel"
    )]
    [InlineData("global::Microsoft.DotNet.Interactive.Kernel k = null;", 1, "belongs to the .NET Interactive kernel")]
    [InlineData("var a = 1;\nusing var s = new System.IO.MemoryStream();", 2, "CS1002")]
    [InlineData("using System.IO.MemoryStream s = new();", 1, "CS1002")]
    [InlineData("await using var s = new System.IO.MemoryStream();", 1, "CS1002")]
    [InlineData("var a = 1;\n#r \"x.dll\"", 2, "before the first statement")]
    [InlineData("namespace A { class B { } }", 1, "CS7021")]
    [InlineData("static class E { public static int Twice(this int i) => 2 * i; }", 1, "CS1109")]
    [InlineData("static class E { extension(int i) { public int Twice() => 2 * i; } }", 1, "CS1109")]
    public void Code_that_other_hosts_would_not_run_is_refused(string code, int line, string reason)
    {
        Refusal refusal = Assert.Single(
            Check(new NotebookText().Prose("# Title\n\n## 1.2 A section").Code("1").Code(code))
        );

        Assert.Equal("code cell 2", refusal.Cell);
        Assert.Equal("1.2 A section", refusal.Heading);
        Assert.Equal(line, refusal.Line);
        Assert.Contains(reason, refusal.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("using System.IO;\nusing (var s = new MemoryStream()) { using var t = s; }")]
    [InlineData("void F() { using var s = new System.IO.MemoryStream(); }")]
    [InlineData("// #r \"a.dll\" comes first\n#r \"a.dll\"\nvar rest = 7\n % 2;")]
    [InlineData("// a comment may come first\n#load \"setup.csx\"\n#r \"a.dll\"\nusing A;")]
    [InlineData("#region a\n#endregion\nstatic int Twice(this int i) => 2 * i;")]
    [InlineData("var text = \"Microsoft.DotNet.Interactive is only named here\"; // Microsoft.DotNet.Interactive")]
    [InlineData("Microsoft.DotNet.InteractiveFiction.Play();")]
    public void Code_that_is_fine_everywhere_is_accepted(string code) =>
        Assert.Empty(Check(new NotebookText().Code(code)));

    [Theory]
    [InlineData(false, "int n = 3;   // your prediction")]
    [InlineData(true, "int n = 0;   // your prediction")]
    public async Task A_notebook_in_which_somebody_has_worked_is_run_and_called_edited(bool saved, string typed)
    {
        NotebookText notebook = new NotebookText().Prose("# Title").Code(typed);
        if (saved)
            notebook.Cells[1]!["execution_count"] = 3;
        using var repository = new TemporaryRepository();
        NotebookRun edited = await repository.RunAsync(notebook);
        NotebookRun broken = await repository.RunAsync(notebook.Code("thisIsNothing"));
        NotebookRun source = await repository.RunAsync(
            new NotebookText().Prose("# Title").Code("int n = 0;   // your prediction")
        );

        Assert.True(edited is { Succeeded: true, IsEdited: true });
        Assert.Contains(edited.Notes, note => note.Contains("Somebody has worked", StringComparison.Ordinal));
        Assert.True(broken is { Succeeded: false, IsEdited: true });
        Assert.True(source is { Succeeded: true, IsEdited: false });
    }

    [Fact]
    public void Kept_outputs_and_execution_counts_are_refused()
    {
        NotebookText notebook = new NotebookText().Prose("# Title").Code("1").Code("2");
        notebook.Cells[1]!["execution_count"] = 3;
        notebook.Cells[2]!["outputs"] = new JsonArray(new JsonObject { ["output_type"] = "stream" });

        Assert.Collection(
            Check(notebook),
            first =>
                Assert.Equal(
                    ("code cell 1", true),
                    (first.Cell, first.Reason.Contains("no execution counts", StringComparison.Ordinal))
                ),
            second =>
                Assert.Equal(
                    ("code cell 2", true),
                    (second.Cell, second.Reason.Contains("no outputs", StringComparison.Ordinal))
                )
        );
    }

    [Fact]
    public void Metadata_of_another_form_is_refused()
    {
        AssertRefused("\"kernelspec\"", notebook => notebook.Root["metadata"]!["kernelspec"]!["name"] = "python3");
        AssertRefused(
            "\"polyglot_notebook\"",
            notebook => notebook.Root["metadata"]!.AsObject().Remove("polyglot_notebook")
        );
        AssertRefused("metadata of a code cell", notebook => notebook.Cells[1]!["metadata"] = new JsonObject());
        AssertRefused("metadata of a text cell", notebook => notebook.Cells[0]!["metadata"]!["x"] = 1);
        AssertRefused("code or markdown", notebook => notebook.Cells[0]!["cell_type"] = "raw");
    }

    [Fact]
    public void Cell_ids_must_be_there_and_differ()
    {
        AssertRefused("must have an id", notebook => notebook.Cells[0]!.AsObject().Remove("id"));
        AssertRefused("must have an id", notebook => notebook.Cells[0]!["id"] = "two words");
        AssertRefused("more than one cell", notebook => notebook.Cells[0]!["id"] = "code-1");
    }

    [Fact]
    public void The_format_must_be_4_5_or_later()
    {
        AssertRefused("minor 5", notebook => notebook.Root["nbformat_minor"] = 4);
        AssertRefused("nbformat 4", notebook => notebook.Root["nbformat"] = 3);
    }

    [Theory]
    [InlineData("end with one line end")]
    [InlineData("indented by one space")]
    [InlineData("UTF-8, not escaped")]
    public void The_text_of_the_file_must_have_its_form(string reason)
    {
        string text = new NotebookText().Prose("# Grüße").ToString();
        string changed = reason switch
        {
            "end with one line end" => text.TrimEnd(),
            "indented by one space" => JsonNode.Parse(text)!.ToJsonString() + "\n",
            _ => text.Replace("ü", "\\u00fc", StringComparison.Ordinal),
        };

        IReadOnlyList<Refusal> refusals = NotebookRules.Check(NotebookDocument.Parse("/x.ipynb", changed));
        Assert.Contains(refusals, refusal => refusal.Reason.Contains(reason, StringComparison.Ordinal));
        Assert.Empty(NotebookRules.Check(NotebookDocument.Parse("/x.ipynb", text)));
    }

    [Fact]
    public void Tags_are_allowed() => Assert.Empty(Check(new NotebookText().Code("1", "cover")));

    [Fact]
    public void A_file_that_is_no_notebook_gets_one_sentence()
    {
        Assert.Contains(
            "x.ipynb is not valid JSON",
            Assert.Throws<NotebookFormatException>(() => NotebookDocument.Parse("/x.ipynb", "{")).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "no list of cells",
            Assert.Throws<NotebookFormatException>(() => NotebookDocument.Parse("/x.ipynb", "[]")).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_refused_notebook_runs_no_cell()
    {
        using var repository = new TemporaryRepository();
        NotebookRun run = await repository.RunAsync(
            new NotebookText().Code("System.IO.File.WriteAllText(\"ran.txt\", \"\");").Code("#!csharp")
        );

        Assert.Single(run.Refusals);
        Assert.All(run.Cells, cell => Assert.False(cell.WasRun));
        Assert.False(run.Succeeded);
        Assert.False(File.Exists(Path.Combine(repository.Notebooks, "ran.txt")));
    }

    private static void AssertRefused(string reason, Action<NotebookText> change)
    {
        NotebookText notebook = new NotebookText().Prose("# Title").Code("1");
        Assert.Empty(Check(notebook));
        change(notebook);
        Assert.Contains(Check(notebook), refusal => refusal.Reason.Contains(reason, StringComparison.Ordinal));
    }

    private static IReadOnlyList<Refusal> Check(NotebookText notebook) =>
        NotebookRules.Check(NotebookDocument.Parse(Path.GetFullPath("test.ipynb"), notebook.ToString()));
}
