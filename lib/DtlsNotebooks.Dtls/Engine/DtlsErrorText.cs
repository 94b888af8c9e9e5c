using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>The names of errors, their alerts, and one sentence each on what to check.</summary>
internal static class DtlsErrorText
{
    private const string OneAuthority =
        "Check that both sides use certificates of one authority, and load that authority's ca-cert.pem.";
    private const string Versions =
        "Check which DTLS version and which library the peer uses; this library speaks DTLS 1.2.";

    private static readonly Dictionary<short, DtlsError> ByAlert = new()
    {
        [AlertDescription.close_notify] = DtlsError.PeerClosed,
        [AlertDescription.unexpected_message] = DtlsError.UnexpectedMessage,
        [AlertDescription.bad_record_mac] = DtlsError.BadRecordMac,
        [AlertDescription.record_overflow] = DtlsError.RecordOverflow,
        [AlertDescription.handshake_failure] = DtlsError.HandshakeFailure,
        [AlertDescription.bad_certificate] = DtlsError.BadCertificate,
        [AlertDescription.unsupported_certificate] = DtlsError.UnsupportedCertificate,
        [AlertDescription.certificate_revoked] = DtlsError.CertificateRevoked,
        [AlertDescription.certificate_expired] = DtlsError.CertificateExpired,
        [AlertDescription.certificate_unknown] = DtlsError.CertificateUnknown,
        [AlertDescription.illegal_parameter] = DtlsError.IllegalParameter,
        [AlertDescription.unknown_ca] = DtlsError.UnknownCa,
        [AlertDescription.access_denied] = DtlsError.AccessDenied,
        [AlertDescription.decode_error] = DtlsError.DecodeError,
        [AlertDescription.decrypt_error] = DtlsError.DecryptError,
        [AlertDescription.protocol_version] = DtlsError.ProtocolVersion,
        [AlertDescription.insufficient_security] = DtlsError.InsufficientSecurity,
        [AlertDescription.internal_error] = DtlsError.InternalError,
        [AlertDescription.user_canceled] = DtlsError.UserCanceled,
        [AlertDescription.unsupported_extension] = DtlsError.UnsupportedExtension,
    };

    internal static DtlsError Of(short alert) => ByAlert.GetValueOrDefault(alert, DtlsError.Other);

    /// <summary>The name of the alert, without the number that BouncyCastle adds.</summary>
    internal static string AlertName(short alert) => AlertDescription.GetName(alert);

    internal static string WhatToCheck(DtlsError error) =>
        error switch
        {
            DtlsError.TimedOut =>
                "Check the address and the port, that the peer runs, and what the network loses; a longer "
                    + "HandshakeTimeout helps on a slow one.",
            DtlsError.PeerUnreachable => "Check that the server runs and listens on that address and port.",
            DtlsError.PeerClosed => "Nothing is wrong: open a new session to go on talking.",
            DtlsError.SessionClosed => "Make a new session: this one has ended.",
            DtlsError.HostNameMismatch =>
                "Ask for a name that is in the certificate, or give the server a certificate for this name.",
            DtlsError.NoClientCertificate =>
                "Set Credentials in the client's DtlsContext, or do not require a client certificate on the server.",
            DtlsError.HandshakeFailure =>
                "Check that both sides have a cipher suite in common that fits the server's key, and whether the "
                    + "server wants a client certificate.",
            DtlsError.BadCertificate =>
                "Check that the certificate is whole, and that it names the host that the client asks for.",
            DtlsError.UnsupportedCertificate =>
                "Check the certificate's key usage: a server needs serverAuth, a client clientAuth.",
            DtlsError.CertificateRevoked => "Its authority has withdrawn the certificate: use another.",
            DtlsError.CertificateExpired => "Check the clocks of both machines, and renew the certificate.",
            DtlsError.CertificateUnknown =>
                "Look at the certificate with openssl x509 -text; the side that refused it knows why.",
            DtlsError.UnknownCa => OneAuthority,
            DtlsError.AccessDenied => "The certificate is good, but its holder may not enter: ask who runs the peer.",
            DtlsError.DecryptError => "Check that each side's private key belongs to its certificate.",
            DtlsError.ProtocolVersion => Versions,
            DtlsError.InsufficientSecurity => "Offer stronger cipher suites or a longer key.",
            DtlsError.InternalError => "The side that sent it failed for a reason of its own: look at its output.",
            DtlsError.UserCanceled => "The peer gave up the handshake: try again.",
            DtlsError.UnexpectedMessage
            or DtlsError.IllegalParameter
            or DtlsError.DecodeError
            or DtlsError.UnsupportedExtension => Versions,
            DtlsError.BadRecordMac or DtlsError.RecordOverflow =>
                "Somebody may have changed or forged datagrams: look at the capture, and try again.",
            _ => "Look at the output of both sides.",
        };

    internal static string Name(DtlsError error, short? alert) =>
        error switch
        {
            DtlsError.TimedOut => "timed out",
            DtlsError.PeerUnreachable => "peer unreachable",
            DtlsError.PeerClosed => "peer closed",
            DtlsError.SessionClosed => "session closed",
            DtlsError.HostNameMismatch => "host name mismatch",
            DtlsError.NoClientCertificate => "no client certificate",
            _ => alert is short description ? AlertName(description) : "other",
        };
}
