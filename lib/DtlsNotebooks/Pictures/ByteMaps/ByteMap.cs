using DtlsNotebooks.Display;
using DtlsNotebooks.Dissection;

namespace DtlsNotebooks.Pictures.ByteMaps;

/// <summary>Bytes in which every byte belongs to a named field: a datagram laid open.</summary>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record ByteMap : IDisplayable
{
    /// <summary>What these bytes are.</summary>
    public required string Title { get; init; }

    /// <summary>Quiet words under the title; empty for none.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>The bytes.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>
    /// The fields in the order of their offsets; a field may hold others, which then cover it wholly or in part.
    /// </summary>
    public required IReadOnlyList<ByteField> Fields { get; init; }

    /// <summary>How many bytes each layer has, in a sentence made from the fields.</summary>
    public string Sentence => ByteMapSentence.Of(this);

    /// <inheritdoc/>
    /// <remarks>Plain HTML and CSS: a field explains itself where the pointer or the keyboard's focus is.</remarks>
    public string ToHtml() => ByteMapHtml.Write(this);

    /// <inheritdoc/>
    public string ToText() => ByteMapText.Write(this);

    /// <summary>The same as <see cref="ToText"/>.</summary>
    public override string ToString() => ToText();
}
