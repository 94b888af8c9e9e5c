namespace DtlsNotebooks.Runner.Book;

/// <summary>A row of the errata: something that the text which the course follows has wrong.</summary>
/// <param name="Id">The fragment of its row.</param>
/// <param name="Sections">The numbers of the sections that it names.</param>
/// <param name="Figures">The numbers of the figures that it names.</param>
internal sealed record Erratum(string Id, IReadOnlyList<string> Sections, IReadOnlyList<string> Figures);
