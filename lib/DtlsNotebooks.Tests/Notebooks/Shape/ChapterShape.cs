namespace DtlsNotebooks.Tests.Notebooks.Shape;

/// <summary>All that a chapter must keep to, so that a second-year student can follow it alone.</summary>
internal static class ChapterShape
{
    /// <summary>Looks at a chapter.</summary>
    /// <param name="chapter">The chapter.</param>
    /// <param name="terms">The terms of the glossary.</param>
    /// <param name="minutes">The most that its main path may take.</param>
    public static IReadOnlyList<Finding> Look(ChapterText chapter, IReadOnlyList<string> terms, int minutes) =>
        [
            .. SetUpRule.Look(chapter),
            .. CodeSizeRule.Look(chapter),
            .. ProseSizeRule.Look(chapter),
            .. PredictionRule.Look(chapter),
            .. SpoilerRule.Look(chapter),
            .. BeforeUseRule.Look(chapter),
            .. TermRule.Look(chapter, terms),
            .. MinutesRule.Look(chapter, minutes),
            .. PartsRule.Look(chapter),
            .. MeasuringRule.Look(chapter),
        ];
}
