using System.Globalization;
using System.Text.RegularExpressions;
using DtlsNotebooks.Tests.Notebooks.Shape;

namespace DtlsNotebooks.Tests.Notebooks;

/// <summary>Every chapter has the shape in which a student can follow it step by step.</summary>
public sealed class ChapterShapeTests
{
    // Chapters that are still to be rewritten. Each is taken out when its new form lands; then this list goes.
    private static readonly string[] OldShape =
    [
        "03-threads.ipynb",
        "05a-nonblocking-client.ipynb",
        "05b-nonblocking-server.ipynb",
    ];

    public static TheoryData<string> Notebooks => CoverageTests.Notebooks;

    /// <summary>Whether a chapter is still to be rewritten.</summary>
    internal static bool IsOld(string notebook) => OldShape.Contains(notebook);

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void A_student_can_follow_it_step_by_step(string notebook)
    {
        var chapter = ChapterText.Load(notebook);
        IReadOnlyList<Finding> findings = ChapterShape.Look(chapter, GlossaryTests.AllTerms, MinutesOf(notebook));

        // Shown with -showLiveOutput, also for a chapter that is still being rewritten.
        TestContext.Current.TestOutputHelper?.WriteLine($"{notebook}\n  " + string.Join("\n  ", findings));
        if (IsOld(notebook))
            Assert.True(findings.Count > 0, $"{notebook} has the new shape: take it out of the list of old ones.");
        else
            Assert.True(findings.Count == 0, $"{notebook}\n  " + string.Join("\n  ", findings));
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void The_syllabus_states_the_minutes_that_the_chapter_states(string notebook)
    {
        if (IsOld(notebook))
            return;
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

    // Chapter 5 is 90 minutes long, or two notebooks of 45.
    private static int MinutesOf(string notebook) =>
        notebook.StartsWith("05-", StringComparison.Ordinal) ? 90
        : notebook.StartsWith("05", StringComparison.Ordinal) || notebook.StartsWith("04", StringComparison.Ordinal)
            ? 45
        : 60;
}
