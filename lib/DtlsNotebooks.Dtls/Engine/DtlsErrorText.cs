using System.Collections.Frozen;
using System.Text;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>The names of errors, their alerts, and one sentence each on what to check.</summary>
internal static class DtlsErrorText
{
    private const string OneAuthority =
        "Check that both sides use certificates of one authority, and load that authority's ca-cert.pem.";
    private const string Versions =
        "Check which DTLS version and which library the peer uses; this library speaks DTLS 1.2.";

    private static readonly FrozenDictionary<DtlsAlert, DtlsError> ByAlert = Enum.GetValues<DtlsAlert>()
        .ToFrozenDictionary(alert => alert, ErrorOf);

    private static readonly FrozenDictionary<DtlsAlert, string> Names = Enum.GetValues<DtlsAlert>()
        .ToFrozenDictionary(alert => alert, RegistryName);

    internal static DtlsError Of(DtlsAlert alert) => ByAlert.GetValueOrDefault(alert, DtlsError.Other);

    /// <summary>The name of the alert, as the registry writes it.</summary>
    internal static string AlertName(DtlsAlert alert) => Names.GetValueOrDefault(alert, $"alert {(byte)alert}");

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
            DtlsError.InappropriateFallback =>
                "The client has tried a higher version before and failed: look why, and do not let it try lower ones.",
            DtlsError.NoRenegotiation => "The peer makes one handshake a connection: open a new session instead.",
            DtlsError.MissingExtension =>
                "The peer needs an extension that this side's hello lacks: look at the hellos.",
            DtlsError.UnrecognizedName => "Ask for a host name that the server knows.",
            DtlsError.UnknownPskIdentity => "The peer does not know that pre-shared key's name: compare both sides.",
            DtlsError.NoApplicationProtocol =>
                "The peer wants an application protocol (ALPN) that was not offered; this library offers none.",
            DtlsError.EchRequired => "The peer wants an encrypted ClientHello, which DTLS 1.2 does not have.",
            DtlsError.CertificateUnobtainable
            or DtlsError.BadCertificateHashValue
            or DtlsError.BadCertificateStatusResponse =>
                "The peer wanted more about a certificate than it got: look at its output.",
            DtlsError.DecryptionFailed or DtlsError.DecompressionFailure or DtlsError.ExportRestriction =>
                "The peer sends an alert of TLS 1.0: check how old it is.",
            DtlsError.TooManyCidsRequested => "The peer speaks DTLS 1.3 here: check its version.",
            DtlsError.UnexpectedMessage
            or DtlsError.IllegalParameter
            or DtlsError.DecodeError
            or DtlsError.UnsupportedExtension => Versions,
            DtlsError.BadRecordMac or DtlsError.RecordOverflow =>
                "Somebody may have changed or forged datagrams: look at the capture, and try again.",
            _ => "Look at the output of both sides.",
        };

    internal static string Name(DtlsError error, DtlsAlert? alert) =>
        error switch
        {
            DtlsError.TimedOut => "timed out",
            DtlsError.PeerUnreachable => "peer unreachable",
            DtlsError.PeerClosed => "peer closed",
            DtlsError.SessionClosed => "session closed",
            DtlsError.HostNameMismatch => "host name mismatch",
            DtlsError.NoClientCertificate => "no client certificate",
            _ => alert is DtlsAlert description ? AlertName(description) : "other",
        };

    private static DtlsError ErrorOf(DtlsAlert alert) =>
        alert switch
        {
            DtlsAlert.CloseNotify => DtlsError.PeerClosed,
            DtlsAlert.NoCertificate or DtlsAlert.CertificateRequired => DtlsError.NoClientCertificate,
            // The others have an error of their own name.
            _ => Enum.Parse<DtlsError>(alert.ToString()),
        };

    /// <summary>The words of the enumeration's name, in small letters, with underscores between them.</summary>
    private static string RegistryName(DtlsAlert alert)
    {
        var name = new StringBuilder();
        foreach (char letter in alert.ToString())
        {
            name.Append(char.IsUpper(letter) && name.Length > 0 ? "_" : "").Append(char.ToLowerInvariant(letter));
        }

        return name.ToString();
    }
}
