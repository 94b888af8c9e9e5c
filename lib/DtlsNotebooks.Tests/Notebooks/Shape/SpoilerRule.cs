using System.Globalization;
using System.Text.RegularExpressions;
using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Tests.Notebooks.Shape;

/// <summary>
/// Nothing that a student can read gives an answer away before the experiment has run: from the question down to the
/// comparison and to the text below it, and for an unmistakable answer in all the text above as well.
/// </summary>
internal static partial class SpoilerRule
{
    private const string Cure = "let it come out of the run, or fold it away below the comparison";

    private static readonly string[] Tens =
    [
        "",
        "",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
    ];

    private static readonly string[] Teens =
    [
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];

    public static IEnumerable<Finding> Look(ChapterText chapter) =>
        chapter.Questions.SelectMany(question => Look(chapter, question)).Distinct();

    private static IEnumerable<Finding> Look(ChapterText chapter, Question question)
    {
        List<NotebookCell> before = [.. question.Before(chapter.Document)];
        foreach (NotebookCell cell in before.Where(cell => cell.Kind == CellKind.Code))
        {
            if (cell.Source.Contains("Check.That(", StringComparison.Ordinal))
            {
                yield return new(
                    cell.Id,
                    $"an assertion stands between “{question.Name}” and its answer",
                    "move Check.That below, or make it a claim"
                );
            }
        }

        if (Literal().IsMatch(question.Result))
        {
            yield return new(
                chapter.Document.Cells[question.ComparedAt].Id,
                $"“{question.Name}” is compared with a literal, {question.Result}",
                "compare it with what the run gave"
            );
        }

        IEnumerable<NotebookCell> readable =
        [
            .. before,
            .. chapter.Document.Cells.Skip(question.ComparedAt + 1).TakeWhile(cell => cell.Kind == CellKind.Markdown),
        ];
        foreach (string answer in question.Answers)
        {
            bool isShort = answer.Length == 1 || question.Choices.Contains(answer);
            foreach (NotebookCell cell in readable)
            {
                bool told =
                    isShort ? TellsChoice(cell, answer)
                    : cell.Kind == CellKind.Code ? Mentions(WithoutCompare(cell.Source), answer)
                    : Mentions(Prose.Unfolded(cell.Source), answer);
                if (told)
                    yield return new(cell.Id, $"“{answer}”, the answer to “{question.Name}”, can be read here", Cure);
            }

            if (!isShort && IsUnmistakable(answer))
            {
                IEnumerable<NotebookCell> above = chapter.TextCells.Where(cell => cell.Index < question.TypedAt - 1);
                foreach (NotebookCell cell in above.Where(cell => Mentions(Prose.Unfolded(cell.Source), answer)))
                    yield return new(cell.Id, $"“{answer}” is said before “{question.Name}” asks for it", Cure);
            }

            if (OnlyLiteral(before, question, answer) is { } only)
            {
                yield return new(
                    only.Id,
                    $"of all the choices of “{question.Name}” the code names the right one only",
                    Cure
                );
            }
        }
    }

    // A single letter or digit stands everywhere. It tells only where something is held against it.
    private static bool TellsChoice(NotebookCell cell, string answer) =>
        cell.Kind == CellKind.Code
            ? Regex.IsMatch(cell.Source, $@"(?:==|!=|\bis\b|\bcase\b)\s*""?{Regex.Escape(answer)}""?(?![\w.])")
            : Regex.IsMatch(
                Prose.Unfolded(cell.Source),
                $@"\b(?:answer|right one|correct)(?: is|:)\W*{Regex.Escape(answer)}\b|\bit is \*\*{Regex.Escape(answer)}\b",
                RegexOptions.IgnoreCase
            );

    private static NotebookCell? OnlyLiteral(List<NotebookCell> before, Question question, string answer)
    {
        if (!question.Choices.Contains(answer))
            return null;
        List<NotebookCell> code = [.. before.Where(cell => cell.Kind == CellKind.Code)];
        bool Names(NotebookCell cell, string choice) => cell.Source.Contains($"\"{choice}\"", StringComparison.Ordinal);
        bool namesOther = code.Exists(cell => question.Choices.Any(choice => choice != answer && Names(cell, choice)));
        return namesOther ? null : code.Find(cell => Names(cell, answer));
    }

    private static bool Mentions(string text, string answer)
    {
        string plain = Thousands().Replace(text, "");
        if (Regex.IsMatch(plain, $@"(?<![\w.]){Regex.Escape(answer)}(?!\w|\.\d)", RegexOptions.IgnoreCase))
            return true;
        return int.TryParse(answer, CultureInfo.InvariantCulture, out int number)
            && InWords(number) is { } words
            && Regex.IsMatch(plain, $@"\b{words}\b", RegexOptions.IgnoreCase);
    }

    private static string? InWords(int number) =>
        number is >= 10 and < 20 ? Teens[number - 10]
        : number is >= 20 and < 100 && number % 10 == 0 ? Tens[number / 10]
        : null;

    private static bool IsUnmistakable(string answer) =>
        answer.Length >= 3 && answer.Any(char.IsDigit) && answer.All(char.IsLetterOrDigit);

    private static string WithoutCompare(string code) => ChapterText.Compared().Replace(code, "");

    [GeneratedRegex(@"\A(?:""[^""]*""|[\d._]+)\z")]
    private static partial Regex Literal();

    [GeneratedRegex(@"(?<=\d)[, ](?=\d{3}\b)")]
    private static partial Regex Thousands();
}
