using System.Text.RegularExpressions;
using DtlsNotebooks.Runner.Book;
using DtlsNotebooks.Runner.Execution;
using DtlsNotebooks.Runner.Notebooks;
using Spectre.Console;

namespace DtlsNotebooks.Tests.Runner;

/// <summary>The HTML book: complete, small, and readable with no network.</summary>
public sealed partial class BookTests
{
    private const string Figure = "\"<script data-once=\\\"plot\\\">window.plot = 1 < 2;</script><div data-figure=\\\"NAME\\\">picture</div>\".DisplayAs(\"text/html\");";

    [Fact]
    public async Task A_chapter_shows_prose_code_and_outputs_in_order()
    {
        using var repository = new TemporaryRepository();
        repository.Write("02-next", new NotebookText().Prose("# The next one").Code("1"));
        var page = await PageAsync(repository, new NotebookText()
            .Prose("# The first one\n\nSome **prose**, [onward](02-next.ipynb#part), [a file](../README.md), [a site](https://example.org/).\n\n<p align=\"right\"><a href=\"02-next.ipynb\">by hand</a></p>")
            .Prose("## 1.1 A part\n\n| a | b |\n|---|---|\n| 1 | 2 |")
            .Prose("## 1.1 A part\n\n<details>\n<summary>Solution</summary>\n\n```csharp\nvar answer = Half(84);\n```\n\n</details>")
            .Code("static int Half(int i) => i / 2; // halves")
            .Code("Console.WriteLine(\"<out>\");\nConsole.Error.WriteLine(\"err\");\n\"<b>bold</b>\".DisplayAs(\"text/html\");\nHalf(4)"));

        Assert.Contains("<h1 id=\"the-first-one\">", page, StringComparison.Ordinal);
        Assert.Contains("<strong>prose</strong>", page, StringComparison.Ordinal);
        Assert.Contains("href=\"02-next.html#part\"", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"02-next.html\">by hand</a>", page, StringComparison.Ordinal);
        Assert.Contains("href=\"../../../README.md\"", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#11-a-part-1\">1.1 A part</a>", page, StringComparison.Ordinal);
        Assert.Contains("<div class=\"table\">", page, StringComparison.Ordinal);
        Assert.Contains("<span class=\"k\">var</span> answer = <span class=\"m\">Half</span>(<span class=\"n\">84</span>);", page, StringComparison.Ordinal);
        Assert.Contains("<span class=\"c\">// halves</span>", page, StringComparison.Ordinal);
        Assert.Contains("rel=\"next\" href=\"02-next.html\">The next one", page, StringComparison.Ordinal);
        AssertOrder(page, "<pre class=\"output stdout\">&lt;out&gt;</pre>", "<pre class=\"output stderr\">err</pre>", "<b>bold</b>", "<pre>2</pre>");
    }

    [Fact]
    public async Task A_failed_cell_stands_in_the_page_with_its_error()
    {
        using var repository = new TemporaryRepository();
        var page = await PageAsync(repository, new NotebookText().Prose("# Title").Code("\nthrow new Exception(\"<why>\");").Code("1"));

        AssertOrder(page, "<strong>System.Exception</strong> in line 2", "&lt;why&gt;", "at cell 1, line 2", "not run");
    }

    [Fact]
    public async Task A_refused_notebook_has_a_page_that_says_why()
    {
        using var repository = new TemporaryRepository();
        var page = await PageAsync(repository, new NotebookText().Prose("# Title").Code("#!time"));

        Assert.Contains("This notebook was not run.", page, StringComparison.Ordinal);
        Assert.Contains("is a magic command", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_marked_script_is_written_once_and_referred_to_once()
    {
        using var repository = new TemporaryRepository();
        var page = await PageAsync(repository, new NotebookText().Prose("# Title").Code(Figure).Code(Figure));

        Assert.Equal("window.plot = 1 < 2;", File.ReadAllText(Path.Combine(repository.Book, "assets", "plot.js")));
        Assert.Single(Regex.Matches(page, "<script src=\"assets/plot.js\"></script>"));
        Assert.Equal(2, Regex.Count(page, "<div data-figure=\"NAME\">"));
        Assert.DoesNotContain("<script data-once", page, StringComparison.Ordinal);
        Assert.Contains("data-once", File.ReadAllText(Path.Combine(repository.Book, "executed", "01-test.ipynb")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_start_page_shows_each_chapters_picture_lead_and_figures()
    {
        using var repository = new TemporaryRepository();
        await PageAsync(repository, new NotebookText()
            .Prose("# A chapter\n\nA first paragraph.\n\n> **Short version.** You [build](https://example.org) a thing.")
            .Code(Figure)
            .Code(Figure.Replace("NAME", "best", StringComparison.Ordinal), "cover"));
        var start = File.ReadAllText(Path.Combine(repository.Book, "index.html"));

        Assert.Contains("<h1>A small book</h1>", start, StringComparison.Ordinal);
        Assert.Contains("<a href=\"01-test.html\">A chapter</a>", start, StringComparison.Ordinal);
        Assert.Contains("<p>You build a thing.</p>", start, StringComparison.Ordinal);
        Assert.Contains("2 cells", start, StringComparison.Ordinal);
        AssertOrder(start, "<script src=\"assets/plot.js\"></script>", "<div data-figure=\"best\">");
        Assert.DoesNotContain("data-figure=\"NAME\"", start, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_of_one_notebook_leaves_the_others_in_the_book()
    {
        using var repository = new TemporaryRepository();
        await RunAsync(repository, repository.Write("01-one", new NotebookText().Prose("# One").Code("1")));
        await RunAsync(repository, repository.Write("02-two", new NotebookText().Prose("# Two").Code("1")));
        var start = File.ReadAllText(Path.Combine(repository.Book, "index.html"));

        AssertOrder(start, "href=\"01-one.html\"", "href=\"02-two.html\"");
    }

    [Fact]
    public async Task No_page_asks_anything_of_the_network()
    {
        using var repository = new TemporaryRepository();
        await PageAsync(repository, new NotebookText().Prose("# Title\n\n[a site](https://example.org/)").Code(Figure));

        foreach (var file in Directory.EnumerateFiles(repository.Book, "*.html"))
        {
            var html = File.ReadAllText(file);
            Assert.DoesNotMatch(LoadedFromNetwork(), html);
            Assert.All(LoadedFile().Matches(html).Select(match => match.Groups["file"].Value), name => Assert.True(File.Exists(Path.Combine(repository.Book, name)), name));
        }
    }

    private static async Task<string> PageAsync(TemporaryRepository repository, NotebookText notebook)
    {
        await RunAsync(repository, repository.Write("01-test", notebook));
        return File.ReadAllText(Path.Combine(repository.Book, "01-test.html"));
    }

    private static async Task RunAsync(TemporaryRepository repository, string path)
    {
        var folder = NotebookFolder.Find(repository.Notebooks)!;
        var all = folder.All().Contains(Path.Combine(repository.Notebooks, "02-next.ipynb")) ? folder.All() : [path];
        using var log = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(log), Interactive = InteractionSupport.No });
        await new BookRun(folder, folder.DefaultOutput(solved: false), console).RunAsync(all, new RunOptions(), TestContext.Current.CancellationToken);
    }

    private static void AssertOrder(string text, params string[] parts)
    {
        var position = 0;
        foreach (var part in parts)
        {
            var found = text.IndexOf(part, position, StringComparison.Ordinal);
            Assert.True(found >= 0, $"\"{part}\" is missing, or stands before what it should follow.");
            position = found + part.Length;
        }
    }

    [GeneratedRegex("""<(script|link|img|iframe|source|video|audio|object|embed)\b[^>]*(src|href|data)=["']?(https?:)?//|url\(["']?(https?:)?//|@import""", RegexOptions.IgnoreCase)]
    private static partial Regex LoadedFromNetwork();

    [GeneratedRegex("<script src=\"(?<file>[^\"]+)\"")]
    private static partial Regex LoadedFile();
}
