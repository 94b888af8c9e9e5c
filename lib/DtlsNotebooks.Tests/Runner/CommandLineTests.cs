using System.Text.Json.Nodes;
using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Tests.Runner;

/// <summary>The runner as a user meets it: arguments, words, exit codes.</summary>
public sealed class CommandLineTests
{
    // Longer than a terminal is wide.
    private const string Elsewhere =
        "a folder with a name that no terminal of eighty columns shows in one line of its own";

    [Fact]
    public async Task Help_names_every_option_and_the_exit_codes()
    {
        using var repository = new TemporaryRepository();
        (int code, string? output, string _) = await CommandLineTool.RunAsync(repository.Root, "--help");

        Assert.Equal(0, code);
        Assert.All(
            ["--output", "--timeout", "--twice", "--list", "doctor", "Exit codes:"],
            word => Assert.Contains(word, output, StringComparison.Ordinal)
        );
        Assert.DoesNotContain("--worker", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_shows_the_notebooks_and_runs_none()
    {
        using var repository = new TemporaryRepository();
        repository.Write("02-second", new NotebookText().Prose("# The `second` one").Code("1").Code("2"));
        repository.Write("01-first", new NotebookText().Prose("# The first one").Code("1"));
        (int code, string? output, string _) = await CommandLineTool.RunAsync(repository.Notebooks, "--list");

        Assert.Equal(0, code);
        string[] lines = output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.Collection(
            lines,
            line => Assert.Matches("^01-first +The first one \\(1 code cell\\)$", line),
            line => Assert.Matches("^02-second +The second one \\(2 code cells\\)$", line)
        );
        Assert.False(Directory.Exists(repository.Book));
    }

    [Fact]
    public async Task What_is_not_understood_gets_a_sentence_and_exit_code_2()
    {
        using var repository = new TemporaryRepository();
        repository.Write("01-first", new NotebookText().Code("1"));

        Assert.Equal("There is no notebook \"09\". There is: 01-first.", (await RefusedAsync("09")).Trim());
        Assert.Contains("\"--bogus\" is not an option", await RefusedAsync("--bogus"), StringComparison.Ordinal);
        Assert.Contains("--timeout takes", await RefusedAsync("--timeout", "0"), StringComparison.Ordinal);
        Assert.Contains("--pause takes", await RefusedAsync("--pause", "-1"), StringComparison.Ordinal);
        Assert.Contains("--side-by-side takes", await RefusedAsync("--side-by-side", "0"), StringComparison.Ordinal);

        async Task<string> RefusedAsync(params string[] args)
        {
            (int code, string _, string sentence) = await CommandLineTool.RunAsync(repository.Root, args);
            Assert.Equal(2, code);
            return sentence;
        }
    }

    [Fact]
    public async Task A_notebook_whose_name_would_break_an_address_is_not_run()
    {
        using var repository = new TemporaryRepository();
        repository.Write("my C#", new NotebookText().Code("1"));
        (int code, string _, string sentence) = await CommandLineTool.RunAsync(repository.Root);

        Assert.Equal(2, code);
        Assert.StartsWith("\"my C#.ipynb\" has a \"#\" in its name", sentence, StringComparison.Ordinal);
        Assert.False(Directory.Exists(repository.Book));
    }

    [Theory]
    [InlineData("01")]
    [InlineData("1")]
    [InlineData("01-first")]
    [InlineData("first")]
    [InlineData("01-first.ipynb")]
    [InlineData("notebooks/01-first.ipynb")]
    public void A_notebook_is_found_by_what_a_person_types(string typed)
    {
        using var repository = new TemporaryRepository();
        string path = repository.Write("01-first", new NotebookText().Code("1"));
        repository.Write("02-second", new NotebookText().Code("1"));
        NotebookFolder folder = DtlsNotebooks.Runner.Notebooks.NotebookFolder.Find(
            Path.Combine(repository.Root, "lib")
        )!;

        Assert.Equal(path, folder.Resolve(typed, repository.Root));
    }

    [Fact]
    public async Task A_failure_is_told_in_full_and_the_run_goes_on()
    {
        using var repository = new TemporaryRepository();
        repository.Write(
            "01-throws",
            new NotebookText()
                .Prose("# Title\n\n## 1.1 A section")
                .Code("1")
                .Code("\nthrow new Exception(\"told in full\");")
        );
        repository.Write("02-refused", new NotebookText().Prose("# Other").Code("#!time"));
        File.WriteAllText(Path.Combine(repository.Notebooks, "03-broken.ipynb"), "{");
        repository.Write("04-good", new NotebookText().Prose("# Good").Code("Console.Write(\"well\");"));
        (int code, string? output, string _) = await CommandLineTool.RunAsync(repository.Root);

        Assert.Equal(1, code);
        Assert.Contains(
            "01-throws.ipynb, code cell 2, line 2, section \"1.1 A section\": System.Exception: told in full",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "02-refused.ipynb, code cell 1, line 1, section \"Other\": `#!time` is a magic command",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains("03-broken.ipynb is not valid JSON", output, StringComparison.Ordinal);
        Assert.Contains("04-good: good in", output, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(repository.Book, "index.html"), output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(repository.Book, "01-throws.html")));
    }

    [Fact]
    public async Task A_good_run_ends_with_0_and_leaves_the_executed_notebook()
    {
        using var repository = new TemporaryRepository();
        repository.Write(
            "01-first",
            new NotebookText().Prose("# Grüße").Code("Console.WriteLine(\"a\\nb\");\ndisplay(\"<c>\");\n7")
        );
        (int code, string? output, string? error) = await CommandLineTool.RunAsync(
            repository.Root,
            "01",
            "--output",
            Elsewhere,
            "--twice",
            "--timeout",
            "30"
        );

        Assert.Equal((0, ""), (code, error));
        Assert.EndsWith(
            $"The book: {Path.Combine(repository.Root, Elsewhere, "index.html")}{Environment.NewLine}",
            output,
            StringComparison.Ordinal
        );
        string text = File.ReadAllText(Path.Combine(repository.Root, Elsewhere, "executed", "01-first.ipynb"));
        Assert.Contains("# Grüße", text, StringComparison.Ordinal);
        Assert.StartsWith("{\n \"cells\"", text, StringComparison.Ordinal);
        JsonNode cell = JsonNode.Parse(text)!["cells"]![1]!;
        Assert.Equal(1, (int?)cell["execution_count"]);
        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse(
                    """[{"output_type": "stream", "name": "stdout", "text": ["a\n", "b\n"]}, {"output_type": "display_data", "data": {"text/plain": ["<c>"]}, "metadata": {}}]"""
                ),
                new JsonArray([.. cell["outputs"]!.AsArray().Take(2).Select(output => output!.DeepClone())])
            )
        );
        Assert.Equal("execute_result", (string?)cell["outputs"]![2]!["output_type"]);
        Assert.Equal(1, (int?)cell["outputs"]![2]!["execution_count"]);
    }

    [Fact]
    public async Task Doctor_ends_with_1_while_something_is_to_do()
    {
        using var repository = new TemporaryRepository();
        (int code, string? output, string _) = await CommandLineTool.RunAsync(repository.Root, "doctor");

        Assert.Equal(1, code);
        Assert.Contains("to do     Library", output, StringComparison.Ordinal);
        Assert.Contains("dotnet build lib/DtlsNotebooks", output, StringComparison.Ordinal);
    }
}
