using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Runner.Checks;

/// <summary>Everything that a source notebook must keep to.</summary>
internal static class NotebookRules
{
    /// <summary>Looks for what other hosts would not run. An empty list is a good notebook.</summary>
    /// <param name="document">The notebook.</param>
    public static IReadOnlyList<Refusal> Check(NotebookDocument document) =>
        [.. FileRules.Check(document), .. document.CodeCells.SelectMany(CodeRules.Check)];
}
