namespace DtlsNotebooks.Dtls;

/// <summary>What went wrong with a DTLS session. The alerts are those of RFC 5246, section 7.2.2.</summary>
public enum DtlsError
{
    /// <summary>An alert that has no name here, or a fault of this library.</summary>
    Other,

    /// <summary>The handshake did not end in its time.</summary>
    TimedOut,

    /// <summary>
    /// The handshake did not end in its time, and the network said that nobody listens there (ICMP port unreachable).
    /// </summary>
    PeerUnreachable,

    /// <summary>The peer has closed the session (alert close_notify).</summary>
    PeerClosed,

    /// <summary>This side has shut the session down or disposed of it.</summary>
    SessionClosed,

    /// <summary>
    /// The server's certificate is good, but for other names than the one that was asked for (sent as
    /// bad_certificate).
    /// </summary>
    HostNameMismatch,

    /// <summary>
    /// The client showed no certificate to a server that requires one: sent as handshake_failure; a peer may say
    /// no_certificate or certificate_required.
    /// </summary>
    NoClientCertificate,

    /// <summary>Alert unexpected_message.</summary>
    UnexpectedMessage,

    /// <summary>Alert bad_record_mac.</summary>
    BadRecordMac,

    /// <summary>Alert record_overflow.</summary>
    RecordOverflow,

    /// <summary>Alert handshake_failure: no common cipher suite, or no acceptable parameters.</summary>
    HandshakeFailure,

    /// <summary>Alert bad_certificate.</summary>
    BadCertificate,

    /// <summary>Alert unsupported_certificate.</summary>
    UnsupportedCertificate,

    /// <summary>Alert certificate_revoked.</summary>
    CertificateRevoked,

    /// <summary>Alert certificate_expired: its time is over, or has not begun.</summary>
    CertificateExpired,

    /// <summary>Alert certificate_unknown.</summary>
    CertificateUnknown,

    /// <summary>Alert illegal_parameter.</summary>
    IllegalParameter,

    /// <summary>Alert unknown_ca: the certificate leads to no trusted authority.</summary>
    UnknownCa,

    /// <summary>Alert access_denied.</summary>
    AccessDenied,

    /// <summary>Alert decode_error.</summary>
    DecodeError,

    /// <summary>Alert decrypt_error: a signature or a Finished message is wrong.</summary>
    DecryptError,

    /// <summary>Alert protocol_version.</summary>
    ProtocolVersion,

    /// <summary>Alert insufficient_security.</summary>
    InsufficientSecurity,

    /// <summary>Alert internal_error.</summary>
    InternalError,

    /// <summary>Alert user_canceled.</summary>
    UserCanceled,

    /// <summary>Alert unsupported_extension (RFC 5246, section 7.4.1.4).</summary>
    UnsupportedExtension,

    /// <summary>Alert decryption_failed, of TLS 1.0.</summary>
    DecryptionFailed,

    /// <summary>Alert decompression_failure.</summary>
    DecompressionFailure,

    /// <summary>Alert too_many_cids_requested, of DTLS 1.3 (RFC 9147).</summary>
    TooManyCidsRequested,

    /// <summary>Alert export_restriction, of TLS 1.0.</summary>
    ExportRestriction,

    /// <summary>Alert inappropriate_fallback (RFC 7507).</summary>
    InappropriateFallback,

    /// <summary>Alert no_renegotiation, where it is fatal.</summary>
    NoRenegotiation,

    /// <summary>Alert missing_extension (RFC 8446).</summary>
    MissingExtension,

    /// <summary>Alert certificate_unobtainable (RFC 6066).</summary>
    CertificateUnobtainable,

    /// <summary>Alert unrecognized_name (RFC 6066): the server does not know the host name.</summary>
    UnrecognizedName,

    /// <summary>Alert bad_certificate_status_response (RFC 6066).</summary>
    BadCertificateStatusResponse,

    /// <summary>Alert bad_certificate_hash_value (RFC 6066).</summary>
    BadCertificateHashValue,

    /// <summary>Alert unknown_psk_identity (RFC 4279).</summary>
    UnknownPskIdentity,

    /// <summary>Alert general_error.</summary>
    GeneralError,

    /// <summary>Alert no_application_protocol (RFC 7301).</summary>
    NoApplicationProtocol,

    /// <summary>Alert ech_required.</summary>
    EchRequired,
}
