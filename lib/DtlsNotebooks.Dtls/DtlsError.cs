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

    /// <summary>The client showed no certificate to a server that requires one (sent as handshake_failure).</summary>
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
}
