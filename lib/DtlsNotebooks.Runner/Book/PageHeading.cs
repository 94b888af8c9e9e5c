namespace DtlsNotebooks.Runner.Book;

/// <summary>A heading of a page.</summary>
/// <param name="Level">1 for the title, 2 for a section, and so on.</param>
/// <param name="Id">The fragment that a link names.</param>
/// <param name="Text">Its words.</param>
internal sealed record PageHeading(int Level, string Id, string Text);
