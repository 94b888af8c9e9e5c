using DtlsNotebooks.Dissection.Messages;

namespace DtlsNotebooks.Dissection;

/// <summary>
/// A whole handshake message, put together from its fragments where it came in parts (RFC 6347, section 4.2.3).
/// </summary>
public sealed record HandshakeMessage
{
    /// <summary>Which message it is.</summary>
    public required MessageType Type { get; init; }

    /// <summary>Its number among the messages of its sender.</summary>
    public required int MessageSequence { get; init; }

    /// <summary>Its bytes, without headers.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>What it says; null where its bytes make no sense.</summary>
    public required HandshakeBody? Body { get; init; }

    /// <summary>Its bytes as named fields; offsets count from the start of <see cref="Bytes"/>.</summary>
    public required IReadOnlyList<ByteField> Fields { get; init; }

    /// <summary>Where and why its bytes make no sense; empty if they all do.</summary>
    public required IReadOnlyList<Problem> Problems { get; init; }

    /// <summary>The message in a few words.</summary>
    public string Label => Body?.Label ?? HandshakeNames.Of(Type);

    /// <summary>The same as <see cref="Label"/>.</summary>
    public override string ToString() => Label;

    internal static HandshakeMessage Of(
        MessageType type,
        int sequence,
        ReadOnlyMemory<byte> bytes,
        HandshakeContext context
    )
    {
        Dissected<HandshakeBody> parsed = HandshakeBody.Parse(type, bytes, context);
        return new HandshakeMessage
        {
            Type = type,
            MessageSequence = sequence,
            Bytes = bytes,
            Body = parsed.Value,
            Fields = parsed.Fields,
            Problems = parsed.Problems,
        };
    }
}
