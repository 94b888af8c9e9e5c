using DtlsNotebooks.Display;
using DtlsNotebooks.Pictures.Markup;

namespace DtlsNotebooks.Pictures.Sketches;

/// <summary>A small picture in HTML alone, made from what was recorded: it needs no script and prints as it is.</summary>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record Sketch : IDisplayable
{
    /// <summary>What kind of picture it is, such as "layers".</summary>
    public required string Kind { get; init; }

    /// <summary>What it shows.</summary>
    public required string Title { get; init; }

    /// <summary>What happened, in a sentence made from the data; a screen reader speaks it first.</summary>
    public required string Sentence { get; init; }

    /// <summary>The drawing as HTML.</summary>
    internal string Drawing { get; init; } = "";

    /// <summary>The drawing in lines of text.</summary>
    internal string Text { get; init; } = "";

    /// <inheritdoc/>
    public string ToHtml() =>
        $"<div class=\"{Html.RootClass}\" data-figure=\"{Kind}\" role=\"group\" aria-label=\"{Html.Encode(Sentence + " " + Title)}\">"
        + $"{Html.Style}{Html.Heading(Title, "", Sentence)}<div class=\"dtls-sketch\">{Drawing}</div></div>";

    /// <inheritdoc/>
    public string ToText() => $"{Title}\n{string.Join('\n', PlainText.Wrap(Sentence, 100))}\n\n{Text}";

    /// <summary>The same as <see cref="ToText"/>.</summary>
    public override string ToString() => ToText();
}
