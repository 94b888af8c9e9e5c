using DtlsNotebooks.Dissection.Reading;

namespace DtlsNotebooks.Dissection.Extensions;

/// <summary>
/// Public values for the key agreement of DTLS 1.3: a client's list, a server's one, or the group a server asks for
/// (RFC 8446, section 4.2.8).
/// </summary>
public sealed record KeyShareExtension : HelloExtension
{
    private const string Source = "RFC 8446, section 4.2.8";

    /// <summary>Makes the extension.</summary>
    /// <param name="entries">The values.</param>
    /// <param name="chosen">True for a server's answer, which holds one.</param>
    public KeyShareExtension(IReadOnlyList<KeyShare> entries, bool chosen = false) =>
        (Entries, Chosen) = (entries, chosen);

    /// <summary>The values, the one liked most first.</summary>
    public IReadOnlyList<KeyShare> Entries { get; }

    /// <summary>True in a server's answer.</summary>
    public bool Chosen { get; }

    /// <inheritdoc/>
    public override ExtensionId Type => new(51);

    /// <inheritdoc/>
    public override string Value => string.Join(", ", Entries.Take(8).Select(entry => entry.Group));

    internal override void WriteContent(ByteWriter writer)
    {
        if (Chosen)
            WriteEntries(writer);
        else
            writer.Vector(2, WriteEntries);
    }

    internal static KeyShareExtension? Read(FieldReader reader, MessageType hello)
    {
        if (hello == MessageType.ServerHello)
            return new KeyShareExtension([ReadEntry(reader, mayAsk: true)], chosen: true);
        IReadOnlyList<KeyShare>? entries = reader.Vector(
            2,
            "client_shares",
            "One public value for each group that the client expects to be chosen.",
            Source,
            list => list.Repeat(item => ReadEntry(item, mayAsk: false))
        );
        return entries is null ? null : new KeyShareExtension(entries);
    }

    private static KeyShare ReadEntry(FieldReader reader, bool mayAsk)
    {
        var group = new GroupId(
            (ushort)
                reader.UInt16(
                    "group",
                    "The group of the public value.",
                    Source,
                    value => new GroupId((ushort)value).Name
                )
        );
        if (mayAsk && !reader.More)
            return new KeyShare(group, null);
        return new KeyShare(group, reader.Vector16("key_exchange", "The public value.", Source));
    }

    private void WriteEntries(ByteWriter writer)
    {
        foreach (KeyShare entry in Entries)
        {
            writer.UInt16(entry.Group.Id);
            if (entry.KeyExchange is { } value)
                writer.Vector(2, value.Span);
        }
    }
}
