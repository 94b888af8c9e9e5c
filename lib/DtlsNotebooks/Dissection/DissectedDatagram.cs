using DtlsNotebooks.Dissection.Reading;
using DtlsNotebooks.Dissection.Words;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Dissection;

/// <summary>A datagram laid open: its records, what they carry, and every byte by name.</summary>
public sealed record DissectedDatagram
{
    /// <summary>Which way it travelled.</summary>
    public required Direction Sender { get; init; }

    /// <summary>Its bytes.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>The records in it; empty if it is not DTLS.</summary>
    public required IReadOnlyList<DissectedRecord> Records { get; init; }

    /// <summary>Every byte as a named field.</summary>
    public required IReadOnlyList<ByteField> Fields { get; init; }

    /// <summary>Where and why bytes make no sense; empty if they all do.</summary>
    public required IReadOnlyList<Problem> Problems { get; init; }

    /// <summary>
    /// The number of the handshake it belongs to, from 1; a client that starts anew begins another. 0 before the
    /// first.
    /// </summary>
    public int Handshake { get; init; }

    /// <summary>
    /// What is in it, in a few words, such as "ClientKeyExchange · ChangeCipherSpec · Finished (encrypted)".
    /// </summary>
    public required string Label { get; init; }

    /// <summary>The words of <see cref="Label"/>, one entry a record; empty where nobody looked at the flights.</summary>
    internal IReadOnlyList<string> RecordLabels { get; init; } = [];

    /// <summary>
    /// Its flight (RFC 6347, section 4.2.4); null if it belongs to none, or was dissected without those that follow
    /// it.
    /// </summary>
    public int? Flight { get; init; }

    /// <summary>Its sender sent all of its handshake messages before.</summary>
    public bool Retransmission { get; init; }

    /// <summary>Why its sender was silent before it, where that is known.</summary>
    public string? SilenceReason { get; init; }

    /// <summary>Whether it is DTLS: at least its first record could be read.</summary>
    public bool IsDtls => Records.Count > 0;

    /// <summary>What it says, one line a fact.</summary>
    public IReadOnlyList<string> Facts => DatagramFacts.Of(this);

    /// <summary>The label and the size.</summary>
    public override string ToString() => $"{Label}, {FieldReader.Count(Bytes.Length)}";
}
