namespace DtlsNotebooks.Runner.Book;

/// <summary>
/// A heading that has a number, or names numbered figures, or has such a figure named in the text under it.
/// </summary>
/// <param name="Id">The fragment that a link names.</param>
/// <param name="Number">The heading's number, such as "2.1.3"; empty for none.</param>
/// <param name="Title">The heading without its number.</param>
/// <param name="Figures">The figures named there, such as "2.4", in their order.</param>
internal sealed record NumberedPlace(string Id, string Number, string Title, IReadOnlyList<string> Figures);
