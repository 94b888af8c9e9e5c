using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using DtlsNotebooks.Tests.Notebooks;
using DtlsNotebooks.Tests.Pictures;

namespace DtlsNotebooks.Tests.Runner.Book;

/// <summary>A book that was copied to anywhere is whole: whatever it links to is in it, or is on the web.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class BookLinkTests(WholeBook book)
{
    [Fact]
    public void Every_link_leads_to_a_page_and_a_place_of_the_book()
    {
        var fragments = book.Pages.ToDictionary(page => page, book.FragmentsOf);
        List<string> broken =
        [
            .. from page in book.Pages
            from Match link in Link().Matches(book.Read(page))
            let url = WebUtility.HtmlDecode(link.Groups["url"].Value)
            where
                !url.StartsWith("http", StringComparison.Ordinal) && !url.StartsWith("data:", StringComparison.Ordinal)
            let parts = url.Split('#')
            let target = parts[0].Length == 0 ? page : parts[0]
            let fragment = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : ""
            where
                !File.Exists(book.PathOf(target))
                || (fragment.Length > 0 && !(fragments.GetValueOrDefault(target)?.Contains(fragment) ?? false))
            select $"{page}: {url}",
        ];

        Assert.Empty(broken);
        Assert.InRange(book.Pages.Count, 15, 60);
    }

    [Fact]
    public void Every_chapter_links_to_its_notebook_and_each_program_that_it_names()
    {
        foreach (string notebook in Directory.EnumerateFiles(Path.Combine(book.Folder, "notebooks")))
        {
            string name = Path.GetFileNameWithoutExtension(notebook);
            string take = Take().Match(book.Read(name + ".html")).Value;
            IEnumerable<string> programs = Program()
                .Matches(File.ReadAllText(notebook))
                .Select(match => match.Value)
                .Distinct()
                .Where(program => File.Exists(Path.Combine(book.Folder, "programs", program)));

            Assert.Contains($"href=\"notebooks/{name}.ipynb\" download", take, StringComparison.Ordinal);
            Assert.NotEmpty(programs);
            Assert.All(
                programs,
                program =>
                    Assert.Contains(
                        $"href=\"program-{Path.GetFileNameWithoutExtension(program)}.html\"",
                        take,
                        StringComparison.Ordinal
                    )
            );
        }
    }

    [Fact]
    public void The_notebooks_and_programs_of_the_book_are_those_of_the_repository()
    {
        foreach (string folder in (string[])["notebooks", "programs"])
        {
            string source = folder == "notebooks" ? Repository.Notebooks : Path.Combine(Repository.Notebooks, folder);
            string[] copies = Directory.GetFiles(Path.Combine(book.Folder, folder));

            Assert.InRange(copies.Length, 7, 20);
            Assert.All(
                copies,
                copy =>
                    Assert.Equal(
                        File.ReadAllText(Path.Combine(source, Path.GetFileName(copy))).ReplaceLineEndings("\n"),
                        File.ReadAllText(copy)
                    )
            );
        }
    }

    [Fact]
    public void The_answers_for_teachers_are_in_no_page()
    {
        Assert.True(File.Exists(Path.Combine(Repository.Notebooks, "for-teachers.md")));
        Assert.DoesNotContain("for-teachers.html", book.Pages);
        Assert.DoesNotContain(
            book.Pages,
            page => book.Read(page).Contains("Answers to the questions to hand in", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_start_page_says_what_for_whom_how_to_start_and_whose_text_it_follows()
    {
        string start = book.Read("index.html");

        Assert.Contains("<h3 id=\"what-it-is\">", start, StringComparison.Ordinal);
        Assert.Contains("<h3 id=\"for-whom\">", start, StringComparison.Ordinal);
        Assert.Contains("<h3 id=\"how-to-start\">", start, StringComparison.Ordinal);
        Assert.Matches("class=\"begin\"><a href=\"01-udp.html\">", start);
        Assert.Contains(
            "<a href=\"https://github.com/wolfSSL/wolfssl-examples/tree/master/dtls\"><em>UDP &amp; DTLS</em></a>",
            start,
            StringComparison.Ordinal
        );
        foreach (string author in (string[])["Kaleb Himes", "Leah Thompson", "Alex Abrahamson"])
            Assert.Contains(author, start, StringComparison.Ordinal);
        Assert.Equal(7, Regex.Count(start, "<p class=\"figures\">[0-9]+ minutes</p>"));
        Assert.DoesNotMatch("[0-9] cells|ran in", start);
        Assert.Contains("ran in", book.Read("run.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_coverage_page_has_programs_and_errata_beside_each_section()
    {
        string page = book.Read("coverage.html");

        Assert.Contains("<th>Programs</th><th>Errata</th>", page, StringComparison.Ordinal);
        Match row = Regex.Match(page, "<tr><td>1\\.1\\.2\\.2</td>.*?</tr>");
        Match program = Regex.Match(row.Value, "href=\"program-udp-server.html#L(?<line>[0-9]+)\">udp-server.cs</a>");
        Match errata = Regex.Match(row.Value, "href=\"errata.html#(?<id>erratum-[0-9]+)\">(?<count>[0-9]+)</a>");
        string line = File.ReadLines(Path.Combine(book.Folder, "programs", "udp-server.cs"))
            .ElementAt(int.Parse(program.Groups["line"].Value, CultureInfo.InvariantCulture) - 1);

        Assert.Contains("// 1.1.2.2", line, StringComparison.Ordinal);
        Assert.Contains($"<tr id=\"{errata.Groups["id"].Value}\"", book.Read("errata.html"), StringComparison.Ordinal);
        Assert.Equal(
            ErrataOf("1.1.2.2", "1.4", "1.5", "1.6"),
            int.Parse(errata.Groups["count"].Value, CultureInfo.InvariantCulture)
        );
    }

    // Counted from the text, without the book's help: rows that name the section, or only figures of it.
    private static int ErrataOf(string section, params string[] figures) =>
        File.ReadLines(Path.Combine(Repository.Notebooks, "errata.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Split('|')[1].Trim())
            .Count(where =>
                where == section
                || where.StartsWith(section + ",", StringComparison.Ordinal)
                || figures.Any(figure => where == "Figure " + figure)
            );

    [GeneratedRegex("<(?:a|script|link|img)\\b[^>]*?\\s(?:href|src)=\"(?<url>[^\"]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex("<nav class=\"take\".*?</nav>")]
    private static partial Regex Take();

    [GeneratedRegex(@"(?<=programs/)[\w-]+\.cs")]
    private static partial Regex Program();
}
