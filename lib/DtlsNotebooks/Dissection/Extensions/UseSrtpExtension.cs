using DtlsNotebooks.Dissection.Reading;

namespace DtlsNotebooks.Dissection.Extensions;

/// <summary>The keys of this handshake are to protect SRTP media (RFC 5764, section 4.1).</summary>
/// <param name="Profiles">
/// The protection profiles, by their numbers in the IANA registry "DTLS-SRTP Protection Profiles".
/// </param>
/// <param name="MasterKeyIdentifier">The master key identifier; mostly empty.</param>
public sealed record UseSrtpExtension(IReadOnlyList<ushort> Profiles, ReadOnlyMemory<byte> MasterKeyIdentifier)
    : HelloExtension
{
    private const string Source = "RFC 5764, section 4.1";

    /// <inheritdoc/>
    public override ExtensionId Type => new(14);

    /// <inheritdoc/>
    public override string Value => string.Join(", ", Profiles.Take(8).Select(profile => Name(profile)));

    internal override void WriteContent(ByteWriter writer) =>
        writer
            .Vector(
                2,
                list =>
                {
                    foreach (ushort profile in Profiles)
                        list.UInt16(profile);
                }
            )
            .Vector(1, MasterKeyIdentifier.Span);

    internal static UseSrtpExtension Read(FieldReader reader) =>
        new(
            reader.Vector(
                2,
                "SRTPProtectionProfiles",
                "How media may be protected.",
                Source,
                list =>
                    list.Repeat(item =>
                        (ushort)item.UInt16("SRTPProtectionProfile", "One way to protect media.", Source, Name)
                    )
            ) ?? [],
            reader.Vector8("srtp_mki", "Tells which master key is meant; mostly empty.", Source)
        );

    private static string Name(int profile) =>
        profile switch
        {
            0x0001 => "SRTP_AES128_CM_HMAC_SHA1_80",
            0x0002 => "SRTP_AES128_CM_HMAC_SHA1_32",
            0x0005 => "SRTP_NULL_HMAC_SHA1_80",
            0x0006 => "SRTP_NULL_HMAC_SHA1_32",
            0x0007 => "SRTP_AEAD_AES_128_GCM",
            0x0008 => "SRTP_AEAD_AES_256_GCM",
            _ => $"profile 0x{profile:X4}",
        };
}
