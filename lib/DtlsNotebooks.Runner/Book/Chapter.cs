namespace DtlsNotebooks.Runner.Book;

/// <summary>
/// What the start page says of a chapter. Kept beside its page, so that a run of one notebook leaves the others in the
/// book.
/// </summary>
internal sealed record Chapter
{
    /// <summary>The notebook's name, for example <c>01-udp</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>What it is about, as HTML.</summary>
    public required string Lead { get; init; }

    /// <summary>Its picture, as HTML; empty when no output is one.</summary>
    public required string Picture { get; init; }

    /// <summary>The shared scripts that the picture needs.</summary>
    public required IReadOnlyList<string> Scripts { get; init; }

    /// <summary>Its numbered sections and figures, in their order.</summary>
    public required IReadOnlyList<NumberedPlace> Places { get; init; }

    /// <summary>Its words under their headings, for the search.</summary>
    public required IReadOnlyList<SearchSection> Sections { get; init; }

    /// <summary>The file names of the programs that it names.</summary>
    public required IReadOnlyList<string> Programs { get; init; }

    /// <summary>How long the run took, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>The number of its code cells.</summary>
    public required int Cells { get; init; }

    /// <summary>What became of the run, in a few words.</summary>
    public required string Outcome { get; init; }

    /// <summary>Whether it ran to its end.</summary>
    public required bool Succeeded { get; init; }

    /// <summary>The file name of its page.</summary>
    public string Page => BookMap.PageOfChapter(Name);
}
