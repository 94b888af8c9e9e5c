using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using DtlsNotebooks.Runner.Book;

namespace DtlsNotebooks.Tests.Notebooks;

/// <summary>Every section and figure of the C tutorial has its place in a chapter.</summary>
public sealed partial class CoverageTests
{
    public static TheoryData<string> Notebooks => [.. TutorialChapter.All.Select(chapter => chapter.Notebook)];

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Every_section_of_the_tutorial_is_a_heading(string notebook)
    {
        TutorialChapter chapter = TutorialChapter.All.Single(chapter => chapter.Notebook == notebook);
        var headings = HeadingNumber().Matches(MarkdownOf(notebook)).Select(match => match.Groups[1].Value).ToHashSet();

        Assert.Equal(chapter.Sections.ToHashSet(), headings);
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Every_figure_of_the_tutorial_is_named(string notebook)
    {
        TutorialChapter chapter = TutorialChapter.All.Single(chapter => chapter.Notebook == notebook);
        var named = FigureMention().Matches(MarkdownOf(notebook)).SelectMany(FiguresIn).ToHashSet();

        Assert.Equal(chapter.Figures.ToHashSet(), named);
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void The_book_finds_the_same_sections_and_figures_by_itself(string notebook)
    {
        TutorialChapter chapter = TutorialChapter.All.Single(chapter => chapter.Notebook == notebook);
        IReadOnlyList<NumberedPlace> places = ChapterSections.Of(notebook).Places;

        Assert.Equal(
            chapter.Sections.ToHashSet(),
            places.Select(place => place.Number).Where(number => number.Length > 0).ToHashSet()
        );
        Assert.Equal(chapter.Figures.ToHashSet(), places.SelectMany(place => place.Figures).ToHashSet());
    }

    [Fact]
    public void Every_notebook_belongs_to_a_chapter() =>
        Assert.Equal(
            TutorialChapter.All.Select(chapter => chapter.Notebook).Order(),
            Directory.EnumerateFiles(Repository.Notebooks, "*.ipynb").Select(Path.GetFileName).Order()
        );

    private static IEnumerable<string> FiguresIn(Match mention)
    {
        string first = mention.Groups["first"].Value,
            last = mention.Groups["last"].Value;
        if (mention.Groups["link"].Value != "to")
            return last.Length > 0 ? [first, last] : [first];

        (int chapter, int from) = Split(first);
        return Enumerable.Range(from, Split(last).Figure - from + 1).Select(figure => $"{chapter}.{figure}");
    }

    private static (int Chapter, int Figure) Split(string number)
    {
        string[] parts = number.Split('.');
        return (int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private static string MarkdownOf(string notebook)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Notebooks, notebook)));
        return string.Join(
            "\n\n",
            document
                .RootElement.GetProperty("cells")
                .EnumerateArray()
                .Where(cell => cell.GetProperty("cell_type").GetString() == "markdown")
                .Select(cell =>
                    string.Concat(cell.GetProperty("source").EnumerateArray().Select(line => line.GetString()))
                )
        );
    }

    [GeneratedRegex(@"^#+ (\d(?:\.\d+)+) ", RegexOptions.Multiline)]
    private static partial Regex HeadingNumber();

    [GeneratedRegex(@"Figures? (?<first>\d\.\d+)(?: (?<link>to|and) (?<last>\d\.\d+))?")]
    private static partial Regex FigureMention();
}
