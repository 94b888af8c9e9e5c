using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Runner.Grading;

/// <summary>A cell as a student handed it in.</summary>
/// <param name="Kind">Prose or code.</param>
/// <param name="Id">Its id, wherever its editor keeps it; empty where there is none.</param>
/// <param name="Source">Its text, without the lines that only tell an editor the language.</param>
/// <param name="Number">Its place among the code cells, from 1; 0 for prose.</param>
/// <param name="ForeignLanguage">The language of a code cell that is not C#; null for C#.</param>
/// <param name="Outputs">All text in its saved outputs.</param>
internal sealed record SubmittedCell(
    CellKind Kind,
    string Id,
    string Source,
    int Number,
    string? ForeignLanguage,
    string Outputs
)
{
    /// <summary>The text without spaces and line ends, to compare cells by.</summary>
    public string Core { get; } = CoreOf(Source);

    /// <summary>A cell's text without what an editor may change in it.</summary>
    /// <param name="source">The text.</param>
    public static string CoreOf(string source) => string.Concat(source.Where(letter => !char.IsWhiteSpace(letter)));
}
