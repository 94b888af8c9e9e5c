namespace DtlsNotebooks.Dissection.Names;

/// <summary>
/// The names of the alerts: the IANA registry "TLS Alerts" (RFC 5246, section 7.2; RFC 8446, section 6).
/// </summary>
internal static class AlertRegistry
{
    private static readonly Dictionary<int, string> Names = RegistryTable.Parse(
        """
        00 close_notify
        0A unexpected_message
        14 bad_record_mac
        15 decryption_failed
        16 record_overflow
        1E decompression_failure
        28 handshake_failure
        29 no_certificate
        2A bad_certificate
        2B unsupported_certificate
        2C certificate_revoked
        2D certificate_expired
        2E certificate_unknown
        2F illegal_parameter
        30 unknown_ca
        31 access_denied
        32 decode_error
        33 decrypt_error
        34 too_many_cids_requested
        3C export_restriction
        46 protocol_version
        47 insufficient_security
        50 internal_error
        56 inappropriate_fallback
        5A user_canceled
        64 no_renegotiation
        6D missing_extension
        6E unsupported_extension
        6F certificate_unobtainable
        70 unrecognized_name
        71 bad_certificate_status_response
        72 bad_certificate_hash_value
        73 unknown_psk_identity
        74 certificate_required
        75 general_error
        78 no_application_protocol
        79 ech_required
        """
    );

    public static IReadOnlyDictionary<int, string> All => Names;

    public static string? Find(int id) => Names.GetValueOrDefault(id);
}
