using DtlsNotebooks.Dissection.Words;

namespace DtlsNotebooks.Dissection;

/// <summary>A record of a datagram and what it carries.</summary>
public sealed record DissectedRecord
{
    /// <summary>The record as it travelled.</summary>
    public required DtlsRecord Record { get; init; }

    /// <summary>Where the record begins in the datagram.</summary>
    public required int Offset { get; init; }

    /// <summary>
    /// What it carries, where that is known: inside a record with a connection ID, or of DTLS 1.3, only once it is
    /// opened.
    /// </summary>
    public RecordType? Type { get; init; }

    /// <summary>What was inside; null for a record in clear, and for one that was not opened.</summary>
    public OpenedRecord? Opened { get; init; }

    /// <summary>Why an encrypted record was not opened; empty for one that was, or is in clear.</summary>
    public string NotOpened { get; init; } = "";

    /// <summary>The handshake messages, or parts of them, that the record carries.</summary>
    public IReadOnlyList<HandshakeFragment> Fragments { get; init; } = [];

    /// <summary>The handshake messages of which no byte is missing any more with this record.</summary>
    public IReadOnlyList<HandshakeMessage> Messages { get; init; } = [];

    /// <summary>The alert it carries; null for none, and for one that was not opened.</summary>
    public Alert? Alert { get; init; }

    /// <summary>The application data it carries; null for none, and for what was not opened.</summary>
    public ReadOnlyMemory<byte>? ApplicationData { get; init; }

    /// <summary>
    /// Its sender sent another record with the same epoch and number before; a receiver drops the second (RFC 6347,
    /// section 4.1.2.6).
    /// </summary>
    public bool NumberRepeated { get; init; }

    /// <summary>Whether what it carries can be read: it is in clear, or was opened.</summary>
    public bool IsReadable => NotOpened.Length == 0;

    /// <summary>What it carries, in a few words.</summary>
    public string Label => RecordLabel.Of(this, null);

    /// <summary>The same as <see cref="Label"/>.</summary>
    public override string ToString() => Label;
}
