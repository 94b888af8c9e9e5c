namespace DtlsNotebooks.Tests.Notebooks.Shape;

/// <summary>The part of a chapter in which a cell stands.</summary>
internal enum ChapterZone
{
    /// <summary>From the first cell to <c>## Going deeper</c>: what everybody does.</summary>
    MainPath,

    /// <summary>Under <c>## Going deeper</c>.</summary>
    Deeper,

    /// <summary>From <c>## Exercises</c> to the end.</summary>
    After,
}
