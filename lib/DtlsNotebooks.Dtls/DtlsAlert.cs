namespace DtlsNotebooks.Dtls;

/// <summary>
/// What an alert says: the IANA registry "TLS Alerts", with the registry's numbers (RFC 5246, section 7.2; RFC 8446,
/// section 6). A number without a name here may still come from a peer.
/// </summary>
public enum DtlsAlert : byte
{
    /// <summary>close_notify: the sender says nothing more on this connection.</summary>
    CloseNotify = 0,

    /// <summary>unexpected_message: a message came that has no place there.</summary>
    UnexpectedMessage = 10,

    /// <summary>bad_record_mac: a record was changed or forged.</summary>
    BadRecordMac = 20,

    /// <summary>decryption_failed: of TLS 1.0; nobody may send it today.</summary>
    DecryptionFailed = 21,

    /// <summary>record_overflow: a record is longer than the protocol allows.</summary>
    RecordOverflow = 22,

    /// <summary>decompression_failure: compressed data that cannot be unpacked.</summary>
    DecompressionFailure = 30,

    /// <summary>handshake_failure: the two sides have no acceptable set of parameters in common.</summary>
    HandshakeFailure = 40,

    /// <summary>no_certificate: of SSL 3.0; the client has no certificate to show.</summary>
    NoCertificate = 41,

    /// <summary>bad_certificate: a certificate is broken, or its signature is wrong.</summary>
    BadCertificate = 42,

    /// <summary>unsupported_certificate: a certificate of a kind, or for a use, that does not fit here.</summary>
    UnsupportedCertificate = 43,

    /// <summary>certificate_revoked: its authority has withdrawn the certificate.</summary>
    CertificateRevoked = 44,

    /// <summary>certificate_expired: the certificate is out of its time.</summary>
    CertificateExpired = 45,

    /// <summary>certificate_unknown: another reason not to accept the certificate.</summary>
    CertificateUnknown = 46,

    /// <summary>illegal_parameter: a field of the handshake has a value that may not stand there.</summary>
    IllegalParameter = 47,

    /// <summary>unknown_ca: the certificate leads to no authority that the sender trusts.</summary>
    UnknownCa = 48,

    /// <summary>access_denied: the certificate is good, but its holder may not enter.</summary>
    AccessDenied = 49,

    /// <summary>decode_error: a message could not be read.</summary>
    DecodeError = 50,

    /// <summary>decrypt_error: a signature or a Finished message is wrong.</summary>
    DecryptError = 51,

    /// <summary>too_many_cids_requested: of DTLS 1.3 (RFC 9147, section 9).</summary>
    TooManyCidsRequested = 52,

    /// <summary>export_restriction: of TLS 1.0; nobody may send it today.</summary>
    ExportRestriction = 60,

    /// <summary>protocol_version: the sender does not speak the version that was offered.</summary>
    ProtocolVersion = 70,

    /// <summary>insufficient_security: the sender wants stronger suites than were offered.</summary>
    InsufficientSecurity = 71,

    /// <summary>internal_error: the sender failed for a reason that has nothing to do with the peer.</summary>
    InternalError = 80,

    /// <summary>inappropriate_fallback: the client retries with a lower version than it has to (RFC 7507).</summary>
    InappropriateFallback = 86,

    /// <summary>user_canceled: somebody gave the handshake up.</summary>
    UserCanceled = 90,

    /// <summary>no_renegotiation: the sender makes no second handshake on this connection; a warning.</summary>
    NoRenegotiation = 100,

    /// <summary>missing_extension: a hello lacks an extension that must be there (RFC 8446).</summary>
    MissingExtension = 109,

    /// <summary>unsupported_extension: a hello has an extension that nobody asked for.</summary>
    UnsupportedExtension = 110,

    /// <summary>certificate_unobtainable: a certificate could not be fetched from its address (RFC 6066).</summary>
    CertificateUnobtainable = 111,

    /// <summary>unrecognized_name: the server does not know the host name that the client asked for (RFC 6066).</summary>
    UnrecognizedName = 112,

    /// <summary>bad_certificate_status_response: the proof that a certificate was not revoked is bad (RFC 6066).</summary>
    BadCertificateStatusResponse = 113,

    /// <summary>bad_certificate_hash_value: a fetched certificate is not the one that was named (RFC 6066).</summary>
    BadCertificateHashValue = 114,

    /// <summary>unknown_psk_identity: the server knows no key under that name (RFC 4279).</summary>
    UnknownPskIdentity = 115,

    /// <summary>certificate_required: the client showed no certificate (RFC 8446).</summary>
    CertificateRequired = 116,

    /// <summary>general_error: an error that fits no other alert (the revision of RFC 8446).</summary>
    GeneralError = 117,

    /// <summary>no_application_protocol: the two sides have no application protocol in common (RFC 7301).</summary>
    NoApplicationProtocol = 120,

    /// <summary>ech_required: the client insists on an encrypted ClientHello.</summary>
    EchRequired = 121,
}
