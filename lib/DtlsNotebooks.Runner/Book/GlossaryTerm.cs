namespace DtlsNotebooks.Runner.Book;

/// <summary>A term that the course explains.</summary>
/// <param name="Id">The fragment of its row on the syllabus page.</param>
/// <param name="Term">The term.</param>
/// <param name="Sentence">What it means, as plain text.</param>
/// <param name="Place">The words that lead to where it is explained, such as "Chapter 1"; may be empty.</param>
/// <param name="Url">Where it is explained, as a link of the book; null where the book lacks that page.</param>
internal sealed record GlossaryTerm(string Id, string Term, string Sentence, string Place, string? Url);
