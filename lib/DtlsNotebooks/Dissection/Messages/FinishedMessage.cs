using DtlsNotebooks.Dissection.Reading;
using DtlsNotebooks.Dissection.Words;

namespace DtlsNotebooks.Dissection.Messages;

/// <summary>A checksum of the whole handshake under the new keys (RFC 5246, section 7.4.9).</summary>
public sealed record FinishedMessage : HandshakeBody
{
    /// <inheritdoc/>
    public override MessageType Type => MessageType.Finished;

    /// <summary>The checksum: 12 bytes with every suite in use.</summary>
    public required ReadOnlyMemory<byte> VerifyData { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Facts => [$"verify_data {Hex.Short(VerifyData.Span)}"];

    internal override void Write(ByteWriter writer) => writer.Bytes(VerifyData.Span);

    internal static FinishedMessage Read(FieldReader reader) =>
        new()
        {
            VerifyData = reader.Bytes(
                reader.Remaining,
                "verify_data",
                "A checksum of all handshake messages, made with the master secret. If one byte of one message "
                    + "was changed on the way, the two sides do not agree.",
                Rfc.Finished
            ),
        };
}
