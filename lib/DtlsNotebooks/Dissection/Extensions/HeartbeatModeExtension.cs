using DtlsNotebooks.Dissection.Reading;

namespace DtlsNotebooks.Dissection.Extensions;

/// <summary>Whether the other side may send heartbeats (RFC 6520, section 2).</summary>
/// <param name="Mode">1 if it may, 2 if it may not.</param>
public sealed record HeartbeatModeExtension(byte Mode) : HelloExtension
{
    /// <inheritdoc/>
    public override ExtensionId Type => new(15);

    /// <inheritdoc/>
    public override string Value =>
        Mode switch
        {
            1 => "peer_allowed_to_send",
            2 => "peer_not_allowed_to_send",
            _ => $"unknown, {Mode}",
        };

    internal override void WriteContent(ByteWriter writer) => writer.UInt8(Mode);

    internal static HeartbeatModeExtension Read(FieldReader reader) =>
        new(
            (byte)
                reader.UInt8(
                    "HeartbeatMode",
                    "1: the other side may send heartbeats. 2: it may not.",
                    "RFC 6520, section 2",
                    mode => new HeartbeatModeExtension((byte)mode).Value
                )
        );
}
