using System.Net;
using System.Text.RegularExpressions;
using DtlsNotebooks.Runner.Book;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Tests.Notebooks;

namespace DtlsNotebooks.Tests.Runner;

/// <summary>A chapter is called by its first heading of the first level, wherever its name is shown.</summary>
public sealed partial class TitleTests
{
    [Theory]
    [InlineData("The chapter", "# The chapter\n\nWords.\n\n## Before you start")]
    [InlineData("The chapter", "## Before you start\n\n# The chapter")]
    [InlineData("Only a section", "Words.\n\n## Only a section\n\n## Another")]
    [InlineData("Lined", "Lined\n=====\n\n## Before")]
    [InlineData("C# and select in one", "# C# and `select` in *one* <a id=\"x\"></a>")]
    [InlineData("A link & a name", "# [A link](https://example.org/) &amp; a __name__")]
    [InlineData("01-test", "No heading at all, only `# code`:\n\n    # code")]
    [InlineData("01-test", "#\n\nAn empty heading.")]
    public void The_title_is_the_first_heading_of_the_first_level(string title, string prose)
    {
        var document = NotebookDocument.Parse("01-test.ipynb", new NotebookText().Prose(prose).Code("1").ToString());

        Assert.Equal(title, document.Title);
    }

    [Fact]
    public void Every_page_card_and_link_of_the_real_book_has_the_right_title()
    {
        NotebookFolder folder = NotebookFolder.Find(Repository.Root)!;
        var chapters = folder.All().Select(NotebookDocument.Load).ToList();
        string output = Directory.CreateTempSubdirectory("book").FullName;
        try
        {
            var book = new BookWriter(folder, output, folder.All());
            foreach (NotebookDocument chapter in chapters)
                book.WriteChapter(UnrunNotebook.RunOf(chapter));
            book.WriteStartPage();
            string start = File.ReadAllText(book.StartPage);

            Assert.Equal(chapters.Count, chapters.Select(chapter => chapter.Title).Distinct().Count());
            for (int i = 0; i < chapters.Count; i++)
            {
                NotebookDocument chapter = chapters[i];
                string html = File.ReadAllText(Path.Combine(output, chapter.Name + ".html"));
                string title = WebUtility.HtmlEncode(chapter.Title);
                Assert.StartsWith("# " + chapter.Title, chapter.Cells[0].Source, StringComparison.Ordinal);
                Assert.Contains(title, PageTitle().Match(html).Value, StringComparison.Ordinal);
                Assert.Contains($"href=\"{chapter.Name}.html\">{title}</a>", start, StringComparison.Ordinal);
                string before =
                    i > 0 ? $"<small>Before</small>{WebUtility.HtmlEncode(chapters[i - 1].Title)}</a>" : title;
                string after =
                    i < chapters.Count - 1
                        ? $"<small>Next</small>{WebUtility.HtmlEncode(chapters[i + 1].Title)}</a>"
                        : title;
                Assert.Contains(before, html, StringComparison.Ordinal);
                Assert.Contains(after, html, StringComparison.Ordinal);
            }
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    [Fact]
    public void No_notebook_can_have_the_name_of_a_page_that_the_book_has_of_its_own()
    {
        NotebookFolder folder = NotebookFolder.Find(Repository.Root)!;
        string output = Directory.CreateTempSubdirectory("book").FullName;
        try
        {
            var book = new BookWriter(folder, output, folder.All());
            foreach (string chapter in folder.All())
                book.WriteChapter(UnrunNotebook.RunOf(NotebookDocument.Load(chapter)));
            book.WriteStartPage();

            IEnumerable<string> own = Directory
                .EnumerateFiles(output, "*.html")
                .Select(page => Path.GetFileNameWithoutExtension(page))
                .Except(folder.All().Select(path => Path.GetFileNameWithoutExtension(path)));
            Assert.All(own, name => Assert.NotEqual($"{name}.html", BookMap.PageOfChapter(name)));
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    [Theory]
    [InlineData("my C#", "has a \"#\"")]
    [InlineData("50%", "has a \"%\"")]
    [InlineData("what?", "has a \"?\"")]
    [InlineData("a&b", "has a \"&\"")]
    public void A_name_that_would_break_the_book_is_refused_in_words(string name, string cause)
    {
        string? complaint = NotebookNames.Complaint(["01-udp.ipynb", $"{name}.ipynb"]);

        Assert.Contains(cause, complaint, StringComparison.Ordinal);
        Assert.Contains("Rename", complaint, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_notebooks_of_one_name_are_refused_and_other_names_are_not()
    {
        string complaint = NotebookNames.Complaint([Path.Combine("a", "01.ipynb"), Path.Combine("b", "01.IPYNB")])!;

        Assert.Contains(Path.Combine("a", "01.ipynb"), complaint, StringComparison.Ordinal);
        Assert.Contains(Path.Combine("b", "01.IPYNB"), complaint, StringComparison.Ordinal);
        Assert.Null(
            NotebookNames.Complaint(["Übung 1 (copy).ipynb", "it's mine.ipynb", "日本語.ipynb", "indexes.ipynb"])
        );
    }

    [GeneratedRegex("<title>.*?</title>")]
    private static partial Regex PageTitle();
}
