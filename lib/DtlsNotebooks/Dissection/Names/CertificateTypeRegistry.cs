namespace DtlsNotebooks.Dissection.Names;

/// <summary>
/// The kinds of client certificates: the IANA registry "TLS ClientCertificateType Identifiers" (RFC 5246, section
/// 7.4.4; RFC 8422, section 5.5).
/// </summary>
internal static class CertificateTypeRegistry
{
    public static string Name(byte type) =>
        type switch
        {
            1 => "rsa_sign",
            2 => "dss_sign",
            3 => "rsa_fixed_dh",
            4 => "dss_fixed_dh",
            5 => "rsa_ephemeral_dh_RESERVED",
            6 => "dss_ephemeral_dh_RESERVED",
            20 => "fortezza_dms_RESERVED",
            64 => "ecdsa_sign",
            65 => "rsa_fixed_ecdh",
            66 => "ecdsa_fixed_ecdh",
            67 => "gost_sign256",
            68 => "gost_sign512",
            _ => $"type {type}",
        };
}
