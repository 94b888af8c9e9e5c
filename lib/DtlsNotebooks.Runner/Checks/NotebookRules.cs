using DtlsNotebooks.Runner.Notebooks;

namespace DtlsNotebooks.Runner.Checks;

/// <summary>Everything that a source notebook must keep to.</summary>
internal static class NotebookRules
{
    /// <summary>Looks for what other hosts would not run. An empty list is a good notebook.</summary>
    /// <param name="document">The notebook.</param>
    /// <param name="isEdited">
    /// Whether a student has worked in it. Then it need not have the form of a source; its code must run all the same.
    /// </param>
    public static IReadOnlyList<Refusal> Check(NotebookDocument document, bool isEdited = false) =>
        [.. isEdited ? [] : FileRules.Check(document), .. document.CodeCells.SelectMany(CodeRules.Check)];
}
