using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Runner.Exercises;

/// <summary>
/// The predictions of a notebook: where they are typed, which questions they answer, and what the chapter's claims say
/// of each. The claims are the JSON file of the notebook's name among the lessons of the library.
/// </summary>
internal static partial class PredictionSheet
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>The cells that ask for a prediction, in order.</summary>
    /// <param name="document">The notebook.</param>
    public static IReadOnlyList<PredictionCell> Of(NotebookDocument document) =>
        [
            .. from cell in document.CodeCells
            let typed = Typed().Match(cell.Source.Trim())
            where typed.Success
            let variable = typed.Groups["variable"].Value
            select new PredictionCell(
                cell.Id,
                typed.Groups["type"].Value,
                variable,
                typed.Groups["comment"].Value,
                QuestionAfter(document, cell, variable)
            ),
        ];

    /// <summary>The notebook with an answer typed into every prediction that the claims know.</summary>
    /// <param name="document">The notebook as it stands.</param>
    /// <param name="folder">The folder of the notebooks, beside which the library lies.</param>
    /// <param name="typed">Which answer.</param>
    public static NotebookDocument Fill(NotebookDocument document, string folder, TypedPredictions typed)
    {
        string file = ClaimsFile(folder, document.Name);
        if (typed == TypedPredictions.None || !File.Exists(file))
            return document;
        JsonObject claims = JsonNode.Parse(File.ReadAllText(file), documentOptions: Lenient)!.AsObject();
        return Of(document)
            .Aggregate(
                document,
                (filled, cell) =>
                    cell.Question is { } question
                    && claims[question] is JsonObject claim
                    && AnswerFrom(claim, typed, cell.Type) is { } answer
                        ? filled.WithCell(cell.CellId, cell.With(answer))
                        : filled
            );
    }

    /// <summary>Where the claims of a chapter stand.</summary>
    /// <param name="folder">The folder of the notebooks.</param>
    /// <param name="notebook">The notebook's name, without its extension.</param>
    public static string ClaimsFile(string folder, string notebook) =>
        Path.Combine(folder, "..", "lib", "DtlsNotebooks", "Lessons", "Predictions", "Claims", notebook + ".json");

    private static string? QuestionAfter(NotebookDocument document, NotebookCell asked, string variable) =>
        document
            .CodeCells.Where(cell => cell.Number > asked.Number)
            .SelectMany(cell => Compared().Matches(cell.Source))
            .FirstOrDefault(compared => compared.Groups["variable"].Value == variable)
            ?.Groups["question"]
            .Value;

    private static string? AnswerFrom(JsonObject claim, TypedPredictions typed, string type)
    {
        if (typed == TypedPredictions.Wrong)
            return (string?)claim["wrong"];
        if (OperatingSystem.IsWindows() && (string?)claim["onWindows"] is { } onWindows)
            return onWindows;
        if (OperatingSystem.IsMacOS() && (string?)claim["onMacOS"] is { } onMacOS)
            return onMacOS;
        return (string?)claim["came"] ?? Middle((double?)claim["from"], (double?)claim["to"], type);
    }

    private static string? Middle(double? from, double? to, string type)
    {
        if ((from ?? to) is not { } bound)
            return null;
        double middle = from is null || to is null ? bound : (from.Value + to.Value) / 2;
        return (type == "double" ? middle : Math.Ceiling(middle)).ToString(CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(
        @"\A(?<type>int|double|string) (?<variable>\w+) = (?:0|"""");\s*(?<comment>// your prediction[^\n]*)\z"
    )]
    private static partial Regex Typed();

    [GeneratedRegex(@"\bPrediction\.Compare\(\s*""(?<question>[^""]+)""\s*,\s*(?<variable>\w+)\s*,")]
    private static partial Regex Compared();
}
