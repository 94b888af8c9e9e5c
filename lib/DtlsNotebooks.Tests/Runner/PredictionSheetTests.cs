using DtlsNotebooks.Runner.Execution;
using DtlsNotebooks.Runner.Exercises;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Results;

namespace DtlsNotebooks.Tests.Runner;

/// <summary>The runner types predictions where a notebook asks for them.</summary>
public sealed class PredictionSheetTests
{
    private const string Claims = """
        {
          // for every system
          "1.1 number": { "came": "18", "wrong": "10" },
          "1.2 word": { "came": "b", "wrong": "a" },
          "1.3 measured": { "from": 2, "to": 5, "wrong": "9" },
        }
        """;

    private static readonly NotebookText Notebook = new NotebookText()
        .Code("int number = 0;  // your prediction")
        .Code("string word = \"\";   // your prediction: a, b or c")
        .Code("double measured = 0;   // your prediction, in percent")
        .Code("int other = 0;  // not a prediction")
        .Code("static class Prediction { public static void Compare(string q, object y, object c) { } }")
        .Code("Prediction.Compare(\"1.1 number\", number, 18);\nPrediction.Compare(\"1.2 word\",\n    word, \"b\");")
        .Code("Prediction.Compare(\"1.3 measured\", measured, 3);")
        .Code("Console.WriteLine($\"{number}|{word}|{measured}|{other}\");");

    [Theory]
    [InlineData(nameof(TypedPredictions.None), "0||0|0")]
    [InlineData(nameof(TypedPredictions.Right), "18|b|3.5|0")]
    [InlineData(nameof(TypedPredictions.Wrong), "10|a|9|0")]
    public async Task What_is_asked_for_is_typed(string typed, string seen)
    {
        using var repository = new TemporaryRepository();
        string claims = PredictionSheet.ClaimsFile(repository.Notebooks, "01-test");
        Directory.CreateDirectory(Path.GetDirectoryName(claims)!);
        await File.WriteAllTextAsync(claims, Claims, TestContext.Current.CancellationToken);

        NotebookRun run = await repository.RunAsync(
            Notebook,
            new RunOptions { Predictions = Enum.Parse<TypedPredictions>(typed) }
        );

        Assert.Equal(seen, run.Cells[^1].StandardOutput.TrimEnd());
    }

    [Fact]
    public void Without_claims_the_cells_stay_as_they_are()
    {
        var document = NotebookDocument.Parse("nowhere.ipynb", Notebook.ToString());

        Assert.Same(document, PredictionSheet.Fill(document, Path.GetTempPath(), TypedPredictions.Right));
        Assert.Equal(
            ["1.1 number", "1.2 word", "1.3 measured"],
            PredictionSheet.Of(document).Select(cell => cell.Question)
        );
    }

    [Theory]
    [InlineData("// Exercise 1\nint x;", "Exercise 1")]
    [InlineData("// Exercise 2b.1\nint x;", "Exercise 2b.1")]
    [InlineData("// Exercise 1.2: more\nint x;", "Exercise 1.2")]
    public void Exercises_may_carry_the_chapter_in_their_number(string code, string name)
    {
        var document = NotebookDocument.Parse("a.ipynb", new NotebookText().Code(code).ToString());

        Assert.Equal(name, Assert.Single(ExerciseSheet.Of(document)).Name);
    }
}
