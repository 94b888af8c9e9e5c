namespace DtlsNotebooks.Runner.Book;

/// <summary>A link to a page of the book.</summary>
/// <param name="Text">Its words.</param>
/// <param name="Url">Where it leads.</param>
internal sealed record PageLink(string Text, string Url);
