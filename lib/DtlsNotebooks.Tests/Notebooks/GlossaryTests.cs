using System.Text.RegularExpressions;

namespace DtlsNotebooks.Tests.Notebooks;

/// <summary>Every term of the syllabus' glossary is really in the section that it leads to.</summary>
public sealed partial class GlossaryTests
{
    public static TheoryData<string, string, string> Terms
    {
        get
        {
            var terms = new TheoryData<string, string, string>();
            foreach (Match row in Row().Matches(Glossary()))
                terms.Add(row.Groups["term"].Value, row.Groups["notebook"].Value, row.Groups["fragment"].Value);
            return terms;
        }
    }

    /// <summary>The terms, in the order of the alphabet.</summary>
    internal static IReadOnlyList<string> AllTerms =>
        [.. Row().Matches(Glossary()).Select(row => row.Groups["term"].Value)];

    [Theory]
    [MemberData(nameof(Terms))]
    public void A_term_is_in_the_section_that_explains_it(string term, string notebook, string fragment)
    {
        Assert.True(File.Exists(Path.Combine(Repository.Notebooks, notebook)), $"{notebook} does not exist.");
        string? text = ChapterSections.Of(notebook).Under(fragment);

        Assert.True(text is not null, $"{notebook} has no heading #{fragment}.");
        Assert.Matches(new Regex($@"\b{Regex.Escape(term)}", RegexOptions.IgnoreCase), text);
    }

    [Fact]
    public void Every_row_is_a_term_and_terms_stand_in_the_order_of_the_alphabet()
    {
        int rows = Glossary().Split('\n').Count(line => line.StartsWith("| ", StringComparison.Ordinal)) - 1;
        IReadOnlyList<string> terms = AllTerms;

        Assert.Equal(rows, terms.Count);
        Assert.InRange(terms.Count, 30, 200);
        Assert.Equal(terms.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase), terms);
    }

    [Fact]
    public void Every_chapter_explains_terms() =>
        Assert.Equal(
            TutorialChapter.All.Select(chapter => chapter.Notebook).Order(),
            Row().Matches(Glossary()).Select(row => row.Groups["notebook"].Value).Distinct().Order()
        );

    [Fact]
    public void The_syllabus_and_the_readme_list_every_chapter()
    {
        (string? syllabus, string? readme) = (
            File.ReadAllText(Path.Combine(Repository.Notebooks, "README.md")),
            File.ReadAllText(Path.Combine(Repository.Root, "README.md"))
        );

        foreach (TutorialChapter chapter in TutorialChapter.All)
        {
            Assert.Contains($"]({chapter.Notebook}) |", syllabus, StringComparison.Ordinal);
            Assert.Contains($"](notebooks/{chapter.Notebook}) |", readme, StringComparison.Ordinal);
        }
    }

    private static string Glossary()
    {
        string syllabus = File.ReadAllText(Path.Combine(Repository.Notebooks, "README.md")).ReplaceLineEndings("\n");
        return syllabus[syllabus.IndexOf("\n## Glossary\n", StringComparison.Ordinal)..];
    }

    [GeneratedRegex(
        @"^\| (?<term>[^|]+?) \| [^|]{10,} \| \[Chapter \w+\]\((?<notebook>[\w-]+\.ipynb)#(?<fragment>[\w-]+)\) \|$",
        RegexOptions.Multiline
    )]
    private static partial Regex Row();
}
