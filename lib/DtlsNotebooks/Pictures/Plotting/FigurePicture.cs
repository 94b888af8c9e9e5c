namespace DtlsNotebooks.Pictures.Plotting;

/// <summary>All that a page needs of a picture that plotly.js draws.</summary>
internal sealed record FigurePicture
{
    /// <summary>What kind of picture it is, such as "ladder".</summary>
    public required string Kind { get; init; }

    /// <summary>What it shows.</summary>
    public required string Title { get; init; }

    /// <summary>What happened, in a sentence made from the data; a screen reader speaks it first.</summary>
    public string Sentence { get; init; } = "";

    /// <summary>Quiet words under the title.</summary>
    public required string Subtitle { get; init; }

    /// <summary>The text form without the title.</summary>
    public required string Text { get; init; }

    /// <summary>Lays the figure out: its states, the first of which is shown first; at most two.</summary>
    public required Func<IReadOnlyList<FigureView>> Views { get; init; }

    /// <summary>The width in pixels under which it scrolls in its own box.</summary>
    public required int MinWidth { get; init; }

    /// <summary>HTML above the box in which the drawing scrolls, such as the legend.</summary>
    public string TopHtml { get; init; } = "";

    /// <summary>HTML above the drawing, in its box.</summary>
    public string HeaderHtml { get; init; } = "";

    /// <summary>HTML below the drawing.</summary>
    public string FooterHtml { get; init; } = "";
}
