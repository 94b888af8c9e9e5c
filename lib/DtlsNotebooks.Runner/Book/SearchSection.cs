namespace DtlsNotebooks.Runner.Book;

/// <summary>A place that the search can find.</summary>
/// <param name="Id">The fragment of its heading; empty for the top of the page.</param>
/// <param name="Title">The words of its heading.</param>
/// <param name="Text">The words under it.</param>
/// <param name="Folded">The words under it that the page folds away, because they may be an answer.</param>
internal sealed record SearchSection(string Id, string Title, string Text, string Folded);
