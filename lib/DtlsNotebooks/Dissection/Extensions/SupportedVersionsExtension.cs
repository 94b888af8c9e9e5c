using DtlsNotebooks.Dissection.Messages;
using DtlsNotebooks.Dissection.Reading;

namespace DtlsNotebooks.Dissection.Extensions;

/// <summary>The versions a client knows, or the one a server chose (RFC 8446, section 4.2.1).</summary>
public sealed record SupportedVersionsExtension : HelloExtension
{
    /// <summary>Makes the extension.</summary>
    /// <param name="versions">A client's versions, the one liked most first; or the server's one.</param>
    /// <param name="chosen">True for a server's answer.</param>
    public SupportedVersionsExtension(IReadOnlyList<DtlsVersion> versions, bool chosen = false) =>
        (Versions, Chosen) = (versions, chosen);

    /// <summary>A client's versions, the one liked most first; or the server's one.</summary>
    public IReadOnlyList<DtlsVersion> Versions { get; }

    /// <summary>True in a server's answer.</summary>
    public bool Chosen { get; }

    /// <inheritdoc/>
    public override ExtensionId Type => new(43);

    /// <inheritdoc/>
    public override string Value => string.Join(", ", Versions.Take(8));

    internal override void WriteContent(ByteWriter writer)
    {
        if (Chosen)
            WriteVersions(writer);
        else
            writer.Vector(1, WriteVersions);
    }

    internal static SupportedVersionsExtension? Read(FieldReader reader, MessageType hello)
    {
        const string Source = "RFC 8446, section 4.2.1";
        if (hello == MessageType.ServerHello)
        {
            return new SupportedVersionsExtension(
                [HelloFields.Version(reader, "selected_version", "The version that the server chose.", Source)],
                chosen: true
            );
        }

        IReadOnlyList<DtlsVersion>? versions = reader.Vector(
            1,
            "versions",
            "The versions, the one the client likes most first.",
            Source,
            list =>
                list.Repeat(item => new DtlsVersion(
                    (ushort)
                        item.UInt16(
                            "version",
                            "One version.",
                            Source,
                            value => new DtlsVersion((ushort)value).ToString()
                        )
                ))
        );
        return versions is null ? null : new SupportedVersionsExtension(versions);
    }

    private void WriteVersions(ByteWriter writer)
    {
        foreach (DtlsVersion version in Versions)
            writer.UInt16(version.Value);
    }
}
