using System.Text;
using DtlsNotebooks.Dissection.Reading;
using DtlsNotebooks.Dissection.Words;

namespace DtlsNotebooks.Dissection.Extensions;

/// <summary>Which application protocols the sender speaks (RFC 7301, section 3.1).</summary>
public sealed record AlpnExtension : HelloExtension
{
    private readonly IReadOnlyList<byte[]> _names;

    /// <summary>Makes the extension.</summary>
    /// <param name="protocols">The names of the protocols, such as "coap".</param>
    public AlpnExtension(IReadOnlyList<string> protocols)
        : this([.. protocols.Select(Encoding.UTF8.GetBytes)]) { }

    private AlpnExtension(IReadOnlyList<byte[]> names) => _names = names;

    /// <inheritdoc/>
    public override ExtensionId Type => new(16);

    /// <summary>The names of the protocols, the one liked most first.</summary>
    public IReadOnlyList<string> Protocols => [.. _names.Select(Encoding.UTF8.GetString)];

    /// <inheritdoc/>
    public override string Value => string.Join(", ", _names.Take(8).Select(name => Show(name)));

    internal override void WriteContent(ByteWriter writer) =>
        writer.Vector(
            2,
            list =>
            {
                foreach (byte[] name in _names)
                    list.Vector(1, name);
            }
        );

    internal static AlpnExtension? Read(FieldReader reader)
    {
        const string Source = "RFC 7301, section 3.1";
        IReadOnlyList<byte[]>? names = reader.Vector(
            2,
            "protocol_name_list",
            "The protocols, the one the sender likes most first.",
            Source,
            list =>
                list.Repeat(item =>
                    item.Vector8("ProtocolName", "The name of an application protocol.", Source, name => Show(name))
                        .ToArray()
                )
        );
        return names is null ? null : new AlpnExtension(names);
    }

    private static string Show(ReadOnlyMemory<byte> name) =>
        Hex.Text(name.Span)?.Trim('“', '”') ?? Hex.Short(name.Span);
}
