namespace DtlsNotebooks.Dissection.Messages;

/// <summary>A server's numbers for Diffie-Hellman in a finite field (RFC 5246, section 7.4.3).</summary>
/// <param name="Prime">The prime.</param>
/// <param name="Generator">The generator.</param>
/// <param name="PublicValue">The server's public number.</param>
public sealed record DiffieHellmanParameters(
    ReadOnlyMemory<byte> Prime,
    ReadOnlyMemory<byte> Generator,
    ReadOnlyMemory<byte> PublicValue
)
{
    internal void Write(ByteWriter writer) =>
        writer.Vector(2, Prime.Span).Vector(2, Generator.Span).Vector(2, PublicValue.Span);

    internal static DiffieHellmanParameters Read(FieldReader reader) =>
        new(
            reader.Vector16("dh_p", "The prime that both compute with.", Rfc.ServerKeyExchange),
            reader.Vector16("dh_g", "The generator whose powers are taken.", Rfc.ServerKeyExchange),
            reader.Vector16("dh_Ys", "The server's public number, made for this handshake only.", Rfc.ServerKeyExchange)
        );
}
