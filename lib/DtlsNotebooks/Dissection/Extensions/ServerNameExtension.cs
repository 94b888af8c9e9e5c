using System.Text;
using DtlsNotebooks.Dissection.Reading;
using DtlsNotebooks.Dissection.Words;

namespace DtlsNotebooks.Dissection.Extensions;

/// <summary>The host the client wants (RFC 6066, section 3); empty in a server's answer.</summary>
public sealed record ServerNameExtension : HelloExtension
{
    /// <summary>Makes the extension.</summary>
    /// <param name="hostName">The DNS name, without a dot at its end; null for a server's answer.</param>
    public ServerNameExtension(string? hostName)
        : this(hostName is null ? null : Encoding.UTF8.GetBytes(hostName)) { }

    private ServerNameExtension(byte[]? encodedName) => EncodedName = encodedName;

    /// <inheritdoc/>
    public override ExtensionId Type => new(0);

    /// <summary>The DNS name; null in a server's answer.</summary>
    public string? HostName => EncodedName is null ? null : Encoding.UTF8.GetString(EncodedName);

    /// <inheritdoc/>
    public override string Value =>
        HostName is null ? "" : Hex.Text(EncodedName, 80)?.Trim('“', '”') ?? Hex.Short(EncodedName);

    private byte[]? EncodedName { get; }

    internal override void WriteContent(ByteWriter writer)
    {
        if (EncodedName is { } name)
            writer.Vector(2, list => list.UInt8(0).Vector(2, name));
    }

    internal static HelloExtension? Read(FieldReader reader)
    {
        if (!reader.More)
            return new ServerNameExtension((string?)null);
        const string Source = "RFC 6066, section 3";
        byte[]? name = reader.Vector(
            2,
            "ServerNameList",
            "A list with one name.",
            Source,
            list =>
            {
                int type = list.UInt8(
                    "name_type",
                    "0: a host name. Nothing else is in use.",
                    Source,
                    value => value == 0 ? "host_name" : $"{value}"
                );
                if (!list.Failed && type != 0)
                    list.Blame("The only name type is 0, host_name.");
                return list.Vector16(
                        "HostName",
                        "The DNS name of the server.",
                        Source,
                        bytes => Hex.Text(bytes.Span, 80) ?? Hex.Short(bytes.Span)
                    )
                    .ToArray();
            }
        );
        return name is null ? null : new ServerNameExtension(name);
    }
}
