using System.Text.RegularExpressions;
using DtlsNotebooks.Runner.Book;
using DtlsNotebooks.Runner.Execution;
using DtlsNotebooks.Runner.Notebooks;
using Spectre.Console;

namespace DtlsNotebooks.Tests.Runner;

/// <summary>The HTML book: complete, small, and readable with no network.</summary>
public sealed partial class BookTests
{
    private const string Figure =
        "\"<script data-once=\\\"plot\\\">window.plot = 1 < 2;</script><div "
        + "data-figure=\\\"NAME\\\">picture</div>\".DisplayAs(\"text/html\");";

    [Fact]
    public async Task A_chapter_shows_prose_code_and_outputs_in_order()
    {
        using var repository = new TemporaryRepository();
        repository.Write("02-next", new NotebookText().Prose("# The next one").Code("1"));
        string page = await PageAsync(
            repository,
            new NotebookText()
                .Prose(
                    "# The first one\n\nSome **prose**, [onward](02-next.ipynb#part), [a file](../README.md), "
                        + "[source](../lib/x.cs), [a "
                        + "site](https://example.org/).\n\n<p align=\"right\"><a href=\"02-next.ipynb\">by "
                        + "hand</a></p>"
                )
                .Prose("## 1.1 A part\n\n| a | b |\n|---|---|\n| 1 | 2 |")
                .Prose(
                    "## 1.1 A part\n\n<details>\n<summary>Solution</summary>\n\n```csharp\nvar answer = "
                        + "Half(84);\n```\n\n</details>"
                )
                .Code("static int Half(int i) => i / 2; // halves")
                .Code(
                    "Console.WriteLine(\"<out>\");\nConsole.Error.WriteLine(\"err\");\n\"<b>bold</b>\".DisplayAs(\"text/html\");\nHalf(4)"
                )
        );

        Assert.Contains("<h1 id=\"the-first-one\">", page, StringComparison.Ordinal);
        Assert.Contains("<strong>prose</strong>", page, StringComparison.Ordinal);
        Assert.Contains("href=\"02-next.html#part\"", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"02-next.html\">by hand</a>", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"about.html\">a file</a>", page, StringComparison.Ordinal);
        Assert.Contains(
            "<span class=\"file\" title=\"In the repository: lib/x.cs\">source</span>",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains("<a href=\"#11-a-part-1\">1.1 A part</a>", page, StringComparison.Ordinal);
        Assert.Contains("<div class=\"table\">", page, StringComparison.Ordinal);
        Assert.Contains(
            "<span class=\"l\"><span class=\"k\">var</span> answer = <span class=\"m\">Half</span>(<span "
                + "class=\"n\">84</span>);\n</span>",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains("<span class=\"c\">// halves</span>", page, StringComparison.Ordinal);
        Assert.Contains(
            "rel=\"next\" href=\"02-next.html\"><small>Next</small>The next one",
            page,
            StringComparison.Ordinal
        );
        AssertOrder(
            page,
            "<pre class=\"output stdout\">&lt;out&gt;</pre>",
            "<pre class=\"output stderr\">err</pre>",
            "<b>bold</b>",
            "<pre>2</pre>"
        );
    }

    [Fact]
    public async Task A_failed_cell_stands_in_the_page_with_its_error()
    {
        using var repository = new TemporaryRepository();
        string page = await PageAsync(
            repository,
            new NotebookText().Prose("# Title").Code("\nthrow new Exception(\"<why>\");").Code("1")
        );

        AssertOrder(page, "<strong>System.Exception</strong> in line 2", "&lt;why&gt;", "at cell 1, line 2", "not run");
    }

    [Fact]
    public async Task A_refused_notebook_has_a_page_that_says_why()
    {
        using var repository = new TemporaryRepository();
        string page = await PageAsync(repository, new NotebookText().Prose("# Title").Code("#!time"));

        Assert.Contains("This notebook was not run.", page, StringComparison.Ordinal);
        Assert.Contains("is a magic command", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_marked_script_is_written_once_and_referred_to_once()
    {
        using var repository = new TemporaryRepository();
        string page = await PageAsync(repository, new NotebookText().Prose("# Title").Code(Figure).Code(Figure));

        Assert.Equal("window.plot = 1 < 2;", File.ReadAllText(Path.Combine(repository.Book, "assets", "plot.js")));
        Assert.Single(Regex.Matches(page, "<script src=\"assets/plot.js\"></script>"));
        Assert.Equal(2, Regex.Count(page, "<div data-figure=\"NAME\">"));
        Assert.DoesNotContain("<script data-once", page, StringComparison.Ordinal);
        Assert.Contains(
            "data-once",
            File.ReadAllText(Path.Combine(repository.Book, "executed", "01-test.ipynb")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_start_page_shows_each_chapters_picture_and_lead_and_leaves_figures_to_another()
    {
        using var repository = new TemporaryRepository();
        await PageAsync(
            repository,
            new NotebookText()
                .Prose(
                    "# A chapter\n\nA first paragraph.\n\n> **Short version.** You [build](https://example.org) a "
                        + "thing."
                )
                .Code(Figure)
                .Code(Figure.Replace("NAME", "best", StringComparison.Ordinal))
                .WithId("cover")
        );
        string start = File.ReadAllText(Path.Combine(repository.Book, "index.html"));

        Assert.Contains("<h1>A small book</h1>", start, StringComparison.Ordinal);
        Assert.Contains("<a href=\"01-test.html\">A chapter</a>", start, StringComparison.Ordinal);
        Assert.Contains("<p>You build a thing.</p>", start, StringComparison.Ordinal);
        Assert.DoesNotContain("2 cells", start, StringComparison.Ordinal);
        AssertOrder(
            File.ReadAllText(Path.Combine(repository.Book, "run.html")),
            "<a href=\"01-test.html\">A chapter</a>",
            "<td class=\"right\">2</td>",
            "<td class=\"good\">good</td>"
        );
        AssertOrder(start, "<script src=\"assets/plot.js\"></script>", "<div data-figure=\"best\">");
        Assert.DoesNotContain("data-figure=\"NAME\"", start, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notebook_named_like_a_page_of_the_book_has_a_page_of_its_own()
    {
        using var repository = new TemporaryRepository();
        await RunAsync(repository, repository.Write("index", new NotebookText().Prose("# A chapter").Code("1")));

        AssertOrder(
            File.ReadAllText(Path.Combine(repository.Book, "index.html")),
            "<h1>A small book</h1>",
            "href=\"chapter-index.html\""
        );
        Assert.Contains(
            "<h1 id=\"a-chapter\">",
            File.ReadAllText(Path.Combine(repository.Book, "chapter-index.html")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_run_of_one_notebook_leaves_the_others_in_the_book()
    {
        using var repository = new TemporaryRepository();
        await RunAsync(repository, repository.Write("01-one", new NotebookText().Prose("# One").Code("1")));
        await RunAsync(repository, repository.Write("02-two", new NotebookText().Prose("# Two").Code("1")));
        string start = File.ReadAllText(Path.Combine(repository.Book, "index.html"));

        AssertOrder(start, "href=\"01-one.html\"", "href=\"02-two.html\"");
    }

    [Fact]
    public async Task A_page_lists_every_section_and_figure_and_says_which_is_left_out()
    {
        using var repository = new TemporaryRepository();
        await PageAsync(
            repository,
            new NotebookText()
                .Prose("# A chapter")
                .Prose(
                    "## 1.1 First & last (Figure 1.1)\n\nAs Figures 1.2 and 1.4 show.\n\n### Unnumbered\n\n> See "
                        + "Figures 1.8 to 1.10.\n\n```\nFigure 9.9\n```"
                )
                .Prose("### 1.1.3 Third\n\nNothing. A Figure of speech, 3.14.\n\n## 1.1 First & last (Figure 1.1)")
        );
        string page = File.ReadAllText(Path.Combine(repository.Book, "coverage.html"));

        AssertOrder(
            page,
            "2 sections and 6 figures in 1 notebook.",
            "<strong>Left out:</strong> section 1.1.1, section 1.1.2, figure 1.3, figure 1.5, figure 1.6, figure 1.7.",
            "<a href=\"01-test.html\">A chapter</a>",
            "<tr><td>1.1</td><td><a href=\"01-test.html#11-first--last-figure-11\">First &amp; last (Figure 1.1)</a>",
            "</td><td>1.1, 1.2, 1.4</td><td></td><td></td></tr>",
            "<tr><td></td><td><a href=\"01-test.html#unnumbered\">Unnumbered</a></td><td>1.8, 1.9, 1.10</td><td></td><td></td></tr>",
            "<tr><td>1.1.3</td>",
            "<tr><td>1.10</td><td><a href=\"01-test.html#unnumbered\">Unnumbered</a></td></tr>"
        );
        Assert.DoesNotContain("9.9", page, StringComparison.Ordinal);
        Assert.Contains(
            "<a href=\"coverage.html\">Sections and figures</a>",
            File.ReadAllText(Path.Combine(repository.Book, "index.html")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_book_without_numbers_has_no_such_page()
    {
        using var repository = new TemporaryRepository();
        await PageAsync(repository, new NotebookText().Prose("# A chapter"));

        Assert.False(File.Exists(Path.Combine(repository.Book, "coverage.html")));
        Assert.DoesNotContain(
            "coverage.html",
            File.ReadAllText(Path.Combine(repository.Book, "index.html")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_syllabus_is_a_page_and_links_to_pages_that_are_there()
    {
        using var repository = new TemporaryRepository();
        repository.Write("02-next", new NotebookText().Prose("# The next one"));
        File.WriteAllText(
            Path.Combine(repository.Notebooks, "README.md"),
            "# Syllabus\n\n[one](01-test.ipynb#a-part), [two](02-next.ipynb)\n\n## Glossary\n\n| Term | Meaning "
                + "| Where |\n|---|---|---|\n| word | A sound | [here](01-test.ipynb#a-part) |"
        );
        await RunAsync(repository, repository.Write("01-test", new NotebookText().Prose("# Title")), alone: true);
        string page = File.ReadAllText(Path.Combine(repository.Book, "syllabus.html"));

        AssertOrder(
            page,
            "href=\"index.html\"",
            "<a href=\"#glossary\">Glossary</a>",
            "<h1 id=\"syllabus\">",
            "href=\"01-test.html#a-part\"",
            "<span class=\"file\" title=\"In the repository: notebooks/02-next.ipynb\">two</span>",
            "<div class=\"table\">",
            "<tr id=\"term-word\">"
        );
        AssertOrder(
            File.ReadAllText(Path.Combine(repository.Book, "index.html")),
            "<a href=\"syllabus.html\">Syllabus</a>",
            "<a href=\"syllabus.html#glossary\">Glossary</a>"
        );
    }

    [Fact]
    public async Task Types_of_a_loaded_script_are_coloured_in_later_cells()
    {
        using var repository = new TemporaryRepository();
        repository.WriteScript("inner.csx", "using System.Globalization;\npublic enum Mood { Good }");
        repository.WriteScript(
            "setup.csx",
            "#load \"inner.csx\"\nclass Helper { public static int Twice(int i) => 2 * i; }"
        );
        string page = await PageAsync(
            repository,
            new NotebookText()
                .Prose("# Title")
                .Code("#load \"setup.csx\"")
                .Code("Helper.Twice((int)Mood.Good)\n")
                .Code("class Unknown { Nowhere x; }")
        );

        Assert.Contains(
            "<span class=\"t\">Helper</span>.<span class=\"m\">Twice</span>((<span class=\"k\">int</span>)<span class=\"t\">Mood</span>.Good)",
            page,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("<span class=\"t\">Nowhere</span>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cells_that_load_are_folded_and_an_error_never_is()
    {
        using var repository = new TemporaryRepository();
        repository.WriteScript("setup.csx", "int one = 1;");
        repository.WriteScript("bad.csx", "throw new Exception(\"why\");");
        string page = await PageAsync(
            repository,
            new NotebookText().Prose("# Title").Code("#load \"setup.csx\"").Code("one").Code("#load \"bad.csx\"")
        );

        AssertOrder(
            page,
            "<details class=\"setup\">",
            "setup.csx",
            "</details>",
            "<pre>1</pre>",
            "bad.csx",
            "role=\"alert\""
        );
        Assert.Single(Regex.Matches(page, "<details class=\"setup\">"));
    }

    [Fact]
    public async Task What_comes_after_a_prediction_is_folded_up_to_the_reason()
    {
        using var repository = new TemporaryRepository();
        string page = await PageAsync(
            repository,
            new NotebookText()
                .Prose("# Title")
                .Code(
                    "static class Prediction { public static void Compare(string q, int y, int c) => Console.WriteLine($\"It is {c}.\"); }"
                )
                .Code("int typed = 0;   // your prediction")
                .Code("Console.WriteLine(\"between\");")
                .Code("Prediction.Compare(\"one\", typed, 7);")
                .Code("\"a chart\"")
                .Prose("A caption.\n\n<details><summary>Why?</summary>\n\nSo.\n\n</details>\n\nAnd on.")
                .Code("\"a picture\"")
                .Prose("## Next")
                .Code("\"open\"")
        );

        AssertOrder(
            page,
            "data-asks=\"typed\"",
            "<summary>Show the output</summary><pre class=\"output stdout\">between</pre></details>",
            "Prediction",
            "<details class=\"answer\" data-answers=\"typed\"><summary>Show what came</summary>",
            "It is 7.",
            "a chart",
            "A caption.",
            "</section>\n</details>",
            "Why?",
            "And on.",
            "<details class=\"answer\" data-after=\"typed\"><summary>Show the output</summary>",
            "a picture",
            "</details>",
            "Next",
            "</code></pre></div><pre class=\"output text\">",
            "open"
        );
    }

    [Fact]
    public async Task A_prediction_whose_comparison_fails_shows_the_error()
    {
        using var repository = new TemporaryRepository();
        string page = await PageAsync(
            repository,
            new NotebookText()
                .Prose("# Title")
                .Code("int typed = 0;   // your prediction")
                .Code("Prediction.Compare(\"one\", typed, 7);")
        );

        Assert.Contains("role=\"alert\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<details class=\"answer\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_page_asks_anything_of_the_network()
    {
        using var repository = new TemporaryRepository();
        await PageAsync(repository, new NotebookText().Prose("# Title\n\n[a site](https://example.org/)").Code(Figure));

        foreach (string file in Directory.EnumerateFiles(repository.Book, "*.html"))
        {
            string html = File.ReadAllText(file);
            Assert.DoesNotMatch(LoadedFromNetwork(), html);
            Assert.All(
                LoadedFile().Matches(html).Select(match => match.Groups["file"].Value),
                name => Assert.True(File.Exists(Path.Combine(repository.Book, name)), name)
            );
        }
    }

    private static async Task<string> PageAsync(TemporaryRepository repository, NotebookText notebook)
    {
        await RunAsync(repository, repository.Write("01-test", notebook));
        return File.ReadAllText(Path.Combine(repository.Book, "01-test.html"));
    }

    private static async Task RunAsync(TemporaryRepository repository, string path, bool alone = false)
    {
        NotebookFolder folder = NotebookFolder.Find(repository.Notebooks)!;
        IReadOnlyList<string> all =
            !alone && folder.All().Contains(Path.Combine(repository.Notebooks, "02-next.ipynb"))
                ? folder.All()
                : [path];
        using var log = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(log), Interactive = InteractionSupport.No }
        );
        await new BookRun(folder, folder.DefaultOutput(solved: false), console).RunAsync(
            all,
            new RunOptions(),
            TestContext.Current.CancellationToken
        );
    }

    private static void AssertOrder(string text, params string[] parts)
    {
        int position = 0;
        foreach (string part in parts)
        {
            int found = text.IndexOf(part, position, StringComparison.Ordinal);
            Assert.True(found >= 0, $"\"{part}\" is missing, or stands before what it should follow.");
            position = found + part.Length;
        }
    }

    [GeneratedRegex(
        """<(script|link|img|iframe|source|video|audio|object|embed)\b[^>]*(src|href|data)=["']?(https?:)?//|url\(["']?(https?:)?//|@import""",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex LoadedFromNetwork();

    [GeneratedRegex("<script src=\"(?<file>[^\"]+)\"")]
    private static partial Regex LoadedFile();
}
