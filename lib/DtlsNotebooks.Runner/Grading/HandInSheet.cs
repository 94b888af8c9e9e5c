using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Runner.Grading;

/// <summary>Finds what a student wrote about the questions to hand in: in their cell, or in cells added below it.</summary>
internal static partial class HandInSheet
{
    private const int LongestAnswer = 4000;

    /// <summary>The answers, by the numbers of the questions.</summary>
    /// <param name="chapter">The chapter.</param>
    /// <param name="submission">The student's notebook.</param>
    /// <param name="pairing">Which cell is which.</param>
    public static IReadOnlyList<HandedInAnswer> Read(CourseChapter chapter, Submission submission, Pairing pairing)
    {
        var answers = new SortedDictionary<int, StringBuilder>();
        int question = 0;
        bool below = false;
        foreach (SubmittedCell cell in submission.Cells)
        {
            NotebookCell? original = pairing.CourseCell(cell);
            if (original is not null)
            {
                below = chapter.HandIn is not null && original.Id == chapter.HandIn.Id;
                question = 0;
                if (below)
                    ReadEdited(original.Source, cell.Source, answers, ref question);
            }
            else if (cell.Kind == CellKind.Markdown || below)
            {
                ReadAdded(cell, below, answers, ref question);
            }
        }

        return
        [
            .. answers
                .Select(answer => new HandedInAnswer(answer.Key, Shorten(answer.Value.ToString().Trim())))
                .Where(answer => answer.Text.Length > 0),
        ];
    }

    /// <summary>What was written between the questions, or behind one on its own line.</summary>
    private static void ReadEdited(
        string original,
        string edited,
        SortedDictionary<int, StringBuilder> answers,
        ref int question
    )
    {
        var known = original
            .Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Length > 0)
            .OrderByDescending(line => line.Length)
            .ToList();
        foreach (string line in edited.Split('\n').Select(line => line.Trim()))
        {
            string? asked = known.Find(one => line.StartsWith(one, StringComparison.Ordinal));
            if (asked is null)
            {
                Add(answers, question, line);
                continue;
            }

            question = NumberOf(asked) ?? question;
            Add(answers, question, line[asked.Length..].Trim());
        }
    }

    private static void ReadAdded(
        SubmittedCell cell,
        bool below,
        SortedDictionary<int, StringBuilder> answers,
        ref int question
    )
    {
        foreach (string line in cell.Source.Split('\n'))
        {
            if (cell.Kind == CellKind.Markdown && NumberOf(line) is { } number)
                question = number;
            Add(answers, below || question > 0 ? question : 0, line.TrimEnd());
        }

        // Outside the section a number belongs to its own cell alone.
        question = below ? question : 0;
    }

    private static void Add(SortedDictionary<int, StringBuilder> answers, int question, string line)
    {
        if (line.Length == 0)
            return;
        if (!answers.TryGetValue(question, out StringBuilder? text))
            answers.Add(question, text = new StringBuilder());
        if (text.Length <= LongestAnswer)
            text.Append(line).Append('\n');
    }

    private static int? NumberOf(string line) =>
        Number().Match(line) is { Success: true } match
            ? int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture)
            : null;

    private static string Shorten(string text) => text.Length <= LongestAnswer ? text : text[..LongestAnswer] + " …";

    [GeneratedRegex(@"^\W*(?:(?:question|answer|[QA])\s*)?(?<number>[1-9]\d?)\s*[.):]", RegexOptions.IgnoreCase)]
    private static partial Regex Number();
}
