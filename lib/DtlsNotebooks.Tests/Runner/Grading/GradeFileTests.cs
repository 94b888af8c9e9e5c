using DtlsNotebooks.Runner.Grading;

namespace DtlsNotebooks.Tests.Runner.Grading;

/// <summary>The table of a class: what a spreadsheet reads, and nothing that it computes.</summary>
public sealed class GradeFileTests
{
    [Theory]
    [InlineData("=HYPERLINK(\"http://example.org\")", "\"'=HYPERLINK(\"\"http://example.org\"\")\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\t=1", "\"' =1\"")]
    [InlineData("\u200b=1", "\"'=1\"")]
    [InlineData("two\r\nlines, \"quoted\"", "\"two\nlines, \"\"quoted\"\"\"")]
    [InlineData("\u001b[31mred\u0007", "\"[31mred\"")]
    [InlineData("Ada", "\"Ada\"")]
    public void A_field_is_quoted_and_never_a_formula(string text, string field)
    {
        string table = GradeFile.Write([new Grade { Student = text, Trouble = "x" }]);

        Assert.StartsWith(
            field + ",",
            table[(table.IndexOf("\r\n", StringComparison.Ordinal) + 2)..],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Every_row_has_as_many_fields_as_the_heading()
    {
        string table = GradeFile.Write([
            new Grade { Student = "a", Trouble = "empty" },
            new Grade
            {
                Student = "b",
                Chapter = "One",
                Exercises =
                [
                    new ExerciseGrade("1", ExerciseVerdict.NotYet, "Look."),
                    new ExerciseGrade("2", ExerciseVerdict.Right, ""),
                ],
                Answers = [new HandedInAnswer(0, "elsewhere"), new HandedInAnswer(3, "three")],
            },
        ]);

        string[] rows = table.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, rows.Length);
        Assert.Single(rows.Select(row => row.Split("\",\"").Length).Distinct());
        Assert.Contains(
            "\"not yet: Look.\",\"right\",\"\",\"\",\"three\",\"elsewhere\"",
            rows[2],
            StringComparison.Ordinal
        );
    }
}
