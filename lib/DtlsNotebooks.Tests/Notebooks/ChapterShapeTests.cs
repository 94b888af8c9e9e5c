using System.Globalization;
using System.Text.RegularExpressions;
using DtlsNotebooks.Tests.Notebooks.Shape;

namespace DtlsNotebooks.Tests.Notebooks;

/// <summary>Every chapter has the shape in which a student can follow it step by step.</summary>
public sealed class ChapterShapeTests
{
    private static readonly string[] Words =
    [
        "no",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
    ];

    public static TheoryData<string> Notebooks => CoverageTests.Notebooks;

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void A_student_can_follow_it_step_by_step(string notebook)
    {
        var chapter = ChapterText.Load(notebook);
        IReadOnlyList<Finding> findings = ChapterShape.Look(chapter, GlossaryTests.AllTerms, MinutesOf(notebook));

        Assert.True(findings.Count == 0, $"{notebook}\n  " + string.Join("\n  ", findings));
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void The_syllabus_states_the_minutes_that_the_chapter_states(string notebook)
    {
        string syllabus = File.ReadAllText(Path.Combine(Repository.Notebooks, "README.md"));
        Match row = Regex.Match(
            syllabus,
            $@"^\|.*\]\({Regex.Escape(notebook)}\).*\| (\d+) \|\r?$",
            RegexOptions.Multiline
        );

        Assert.True(row.Success, $"The syllabus has no row for {notebook} that ends in its minutes.");
        Assert.InRange(
            MinutesRule.MainPath(ChapterText.Load(notebook)),
            int.Parse(row.Groups[1].Value, CultureInfo.InvariantCulture) - 5,
            int.Parse(row.Groups[1].Value, CultureInfo.InvariantCulture) + 5
        );
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void The_teachers_page_counts_what_the_chapter_has(string notebook)
    {
        string page = File.ReadAllText(Path.Combine(Repository.Notebooks, "for-teachers.md"));
        string number = Regex.Match(notebook, @"^0(\d[ab]?)").Groups[1].Value;
        Match minutes = Regex.Match(
            page,
            $@"^## Chapter {number}\r?$.*?^\*\*Minutes[.:]\*\* ([^\r\n]*)",
            RegexOptions.Multiline | RegexOptions.Singleline
        );
        Assert.True(minutes.Success, $"for-teachers.md states no minutes for {notebook}.");
        var chapter = ChapterText.Load(notebook);
        int parts = chapter
            .TextCells.Where(cell => chapter.ZoneOf(cell) == ChapterZone.Deeper)
            .Sum(cell => Prose.Headings(cell.Source, 3).Count());

        Assert.Contains($" in {Words[parts]} parts", minutes.Groups[1].Value, StringComparison.Ordinal);
        Assert.Contains(
            $"exercises {MinutesRule.Exercises(chapter).Sum(exercise => exercise.Minutes)}",
            minutes.Groups[1].Value,
            StringComparison.Ordinal
        );
    }

    // Chapter 5 is two notebooks.
    private static int MinutesOf(string notebook) =>
        notebook.StartsWith("04", StringComparison.Ordinal) || notebook.StartsWith("05", StringComparison.Ordinal)
            ? 45
            : 60;
}
