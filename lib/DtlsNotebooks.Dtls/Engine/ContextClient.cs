using System.Net;
using System.Text;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>BouncyCastle's client, set up by a <see cref="DtlsContext"/>.</summary>
internal sealed class ContextClient(
    DtlsContext context,
    string hostName,
    HandshakeRecorder recorder,
    SavedSession? saved = null
) : DefaultTlsClient(context.Crypto)
{
    private static readonly int[] Curves =
    [
        NamedGroup.x25519,
        NamedGroup.secp256r1,
        NamedGroup.secp384r1,
        NamedGroup.secp521r1,
    ];

    public override TlsAuthentication GetAuthentication() => new Authentication(this);

    public override TlsSession? GetSessionToResume() => recorder.Offer(saved, saved?.OfferTo(hostName, context));

    public override void NotifyAlertReceived(short alertLevel, short alertDescription) =>
        recorder.AlertReceived(alertLevel, alertDescription);

    public override void NotifyAlertRaised(short alertLevel, short alertDescription, string message, Exception cause) =>
        recorder.AlertRaised(alertLevel);

    public override void NotifyHandshakeComplete()
    {
        base.NotifyHandshakeComplete();
        recorder.Complete(m_context, hostName);
    }

    protected override ProtocolVersion[] GetSupportedVersions() => ProtocolVersion.DTLSv12.Only();

    protected override int[] GetSupportedCipherSuites() =>
        TlsUtilities.GetSupportedCipherSuites(Crypto, context.ClientSuites());

    /// <summary>
    /// The curves that a key exchange and a certificate may use (RFC 8422, section 5.1.1), and where a suite needs them
    /// the groups of RFC 7919.
    /// </summary>
    protected override IList<int> GetSupportedGroups(IList<int> namedGroupRoles) =>
        namedGroupRoles.Contains(NamedGroupRole.dh) ? [.. Curves, NamedGroup.ffdhe2048, NamedGroup.ffdhe3072] : Curves;

    /// <summary>None with SHA-1 (RFC 9155, section 2).</summary>
    protected override IList<SignatureAndHashAlgorithm> GetSupportedSignatureAlgorithms() =>
        [.. base.GetSupportedSignatureAlgorithms().Where(SigningKey.IsStrong)];

    /// <summary>
    /// None: nobody answers for the revocation of a lesson's certificate, and the ClientHello gets smaller.
    /// </summary>
    protected override CertificateStatusRequest? GetCertificateStatusRequest() => null;

    /// <summary>The name that is asked for; an address is not a name (RFC 6066, section 3).</summary>
    protected override IList<ServerName>? GetSniServerNames() =>
        IPAddress.TryParse(hostName, out _)
            ? null
            : [new ServerName(NameType.host_name, Encoding.ASCII.GetBytes(hostName))];

    private sealed class Authentication(ContextClient client) : TlsAuthentication
    {
        public void NotifyServerCertificate(TlsServerCertificate serverCertificate) =>
            client
                .Context.RequireVerifier("to check the server's certificate")
                .CheckServer(serverCertificate.Certificate, client.NameToCheck)
                .ThrowIfRefused();

        /// <summary>
        /// Null, and so an empty certificate message, where the server cannot check what this key signs (RFC 5246,
        /// section 7.4.6).
        /// </summary>
        public TlsCredentials? GetClientCredentials(CertificateRequest certificateRequest) =>
            client.Context.Credentials is DtlsCredentials credentials
            && credentials.Scheme(client.m_context) is not null
                ? credentials.CreateSigner(client.m_context)
                : null;
    }

    private DtlsContext Context => context;

    private string? NameToCheck => context.CheckHostName ? hostName : null;
}
