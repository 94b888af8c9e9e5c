using System.Text.Json;
using System.Text.RegularExpressions;
using DtlsNotebooks.Lessons.Predictions;
using DtlsNotebooks.Runner.Exercises;
using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Tests.Notebooks.Shape;

/// <summary>A chapter, read for its shape.</summary>
internal sealed partial class ChapterText
{
    private static readonly JsonSerializerOptions Lenient = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    private readonly int _deeper;
    private readonly int _after;

    /// <summary>Reads a chapter.</summary>
    /// <param name="document">The notebook.</param>
    /// <param name="claims">What the library claims of its experiments.</param>
    public ChapterText(NotebookDocument document, IReadOnlyDictionary<string, Claim> claims)
    {
        Document = document;
        Claims = claims;
        _after = PlaceOf("Exercises") ?? document.Cells.Count;
        _deeper = PlaceOf("Going deeper") ?? _after;
        Typed = PredictionSheet.Of(document);
        Questions = [.. FindQuestions()];
    }

    /// <summary>The notebook.</summary>
    public NotebookDocument Document { get; }

    /// <summary>What the library claims, by the name of the question.</summary>
    public IReadOnlyDictionary<string, Claim> Claims { get; }

    /// <summary>The cells in which a prediction is typed.</summary>
    public IReadOnlyList<PredictionCell> Typed { get; }

    /// <summary>The predictions, in order.</summary>
    public IReadOnlyList<Question> Questions { get; }

    /// <summary>The text cells, in order.</summary>
    public IEnumerable<NotebookCell> TextCells => Document.Cells.Where(cell => cell.Kind == CellKind.Markdown);

    /// <summary>Reads a chapter of the repository.</summary>
    public static ChapterText Load(string notebook)
    {
        var document = NotebookDocument.Load(Path.Combine(Repository.Notebooks, notebook));
        string claims = PredictionSheet.ClaimsFile(Repository.Notebooks, document.Name);
        return new ChapterText(
            document,
            File.Exists(claims)
                ? JsonSerializer.Deserialize<Dictionary<string, Claim>>(File.ReadAllText(claims), Lenient)!
                : []
        );
    }

    /// <summary>The part of the chapter in which a cell stands.</summary>
    public ChapterZone ZoneOf(NotebookCell cell) =>
        cell.Index < _deeper ? ChapterZone.MainPath
        : cell.Index < _after ? ChapterZone.Deeper
        : ChapterZone.After;

    /// <summary>The second-level heading under which a cell stands; empty before the first.</summary>
    public string SectionOf(NotebookCell cell) =>
        TextCells
            .Where(text => text.Index <= cell.Index)
            .SelectMany(text => Prose.Headings(text.Source, 2))
            .LastOrDefault("");

    private int? PlaceOf(string heading) =>
        TextCells.FirstOrDefault(cell => Prose.Headings(cell.Source, 2).Contains(heading))?.Index;

    private IEnumerable<Question> FindQuestions() =>
        from cell in Document.CodeCells
        from Match compared in Compared().Matches(cell.Source)
        let name = compared.Groups["question"].Value
        let typed = Typed.FirstOrDefault(typed => typed.Question == name)
        where typed is not null
        select new Question(
            name,
            typed,
            Document.CodeCells.Single(code => code.Id == typed.CellId).Index,
            cell.Index,
            compared.Groups["result"].Value.Trim(),
            Claims.GetValueOrDefault(name)
        );

    /// <summary>A call of <c>Prediction.Compare</c>.</summary>
    [GeneratedRegex(
        @"\bPrediction\.Compare\(\s*""(?<question>[^""]+)""\s*,\s*(?<variable>\w+)\s*,(?<result>.*?)\);",
        RegexOptions.Singleline
    )]
    public static partial Regex Compared();
}
