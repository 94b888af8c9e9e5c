using System.Text;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>BouncyCastle's server, set up by a <see cref="DtlsContext"/>.</summary>
internal sealed class ContextServer(DtlsContext context, HandshakeRecorder recorder) : DefaultTlsServer(context.Crypto)
{
    private const int SessionIdLength = 32;

    private int? _suiteToResume;

    /// <summary>Accepts clients that do not signal RFC 5746: this server never renegotiates.</summary>
    public override void NotifySecureRenegotiation(bool secureRenegotiation) { }

    /// <summary>Only a suite whose certificate this client can check.</summary>
    protected override bool IsSelectableCipherSuite(
        int cipherSuite,
        int availCurveBits,
        int availFiniteFieldBits,
        IList<short> sigAlgs
    ) =>
        base.IsSelectableCipherSuite(cipherSuite, availCurveBits, availFiniteFieldBits, sigAlgs)
        && context.RequireCredentials().SuitsClient(m_context);

    public override CertificateRequest? GetCertificateRequest() =>
        context.RequireClientCertificate
            ? new CertificateRequest(
                [ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign],
                [.. TlsUtilities.GetDefaultSupportedSignatureAlgorithms(m_context).Where(SigningKey.IsStrong)],
                [.. context.RequireVerifier("to check client certificates").AuthorityNames.Select(X509Name.GetInstance)]
            )
            : null;

    public override void NotifyClientCertificate(Certificate clientCertificate) =>
        context.RequireVerifier("to check client certificates").CheckClient(clientCertificate).ThrowIfRefused();

    /// <summary>
    /// The session that the client wants to resume, where it is known and nothing about it has changed.
    /// </summary>
    public override TlsSession? GetSessionToResume(byte[] sessionID)
    {
        TlsSession? session = context.SessionCache?.Find(sessionID, Usable);
        _suiteToResume = session?.ExportSessionParameters().CipherSuite;
        return recorder.Offer(null, session);
    }

    /// <summary>
    /// An ID for a session that can be resumed: where there is a cache, and an extended master secret.
    /// </summary>
    public override byte[]? GetNewSessionID()
    {
        _suiteToResume = null;
        return context.SessionCache is not null && m_context.SecurityParameters.IsExtendedMasterSecret
            ? m_context.Crypto.CreateNonceGenerator([]).GenerateNonce(SessionIdLength)
            : null;
    }

    /// <summary>
    /// A resumed session keeps its suite (RFC 5246, section 7.4.1.3), whatever this server would choose now.
    /// </summary>
    public override int GetSelectedCipherSuite() =>
        _suiteToResume is int suite && SelectCipherSuite(suite) ? suite : base.GetSelectedCipherSuite();

    public override void NotifyAlertReceived(short alertLevel, short alertDescription)
    {
        recorder.AlertReceived(alertLevel, alertDescription);
        ForgetFailedSession();
    }

    public override void NotifyAlertRaised(short alertLevel, short alertDescription, string message, Exception cause)
    {
        recorder.AlertRaised(alertLevel);
        ForgetFailedSession();
    }

    public override void NotifyHandshakeComplete()
    {
        base.NotifyHandshakeComplete();
        recorder.Complete(m_context);
        Remember();
    }

    protected override ProtocolVersion[] GetSupportedVersions() => ProtocolVersion.DTLSv12.Only();

    protected override int[] GetSupportedCipherSuites() =>
        TlsUtilities.GetSupportedCipherSuites(Crypto, context.ServerSuites());

    protected override TlsCredentialedSigner GetECDsaSignerCredentials() =>
        context.RequireCredentials().CreateSigner(m_context);

    protected override TlsCredentialedSigner GetRsaSignerCredentials() =>
        context.RequireCredentials().CreateSigner(m_context);

    private string? RequestedName =>
        m_context
            .SecurityParameters.ClientServerNames?.Where(name => name.NameType == NameType.host_name)
            .Select(name => Encoding.ASCII.GetString(name.NameData))
            .FirstOrDefault();

    private void Remember()
    {
        // One that was resumed is in the cache already and keeps the end it has.
        if (
            context.SessionCache is SessionCache cache
            && !m_context.SecurityParameters.IsResumedSession
            && StoredSession.CopyOf(m_context.Session, m_context.Crypto, RequestedName) is StoredSession session
        )
        {
            cache.Remember(session);
        }
    }

    private void ForgetFailedSession()
    {
        if (recorder.FailedSession is string sessionId)
        {
            context.SessionCache?.Forget(sessionId);
        }
    }

    private TlsSession? Usable(StoredSession session) =>
        OffersAgain(session) && IsSamePartners(session) ? session.Import(m_context.Crypto) : null;

    /// <summary>The client offers the session's suite again, and the extensions that it was agreed with.</summary>
    private bool OffersAgain(StoredSession session) =>
        m_offeredCipherSuites.Contains(session.CipherSuite)
        && context.ServerSuites().Contains(session.CipherSuite)
        && session.ServerExtensions.Keys.All(type =>
            type == ExtensionType.renegotiation_info || m_clientExtensions?.ContainsKey(type) == true
        );

    /// <summary>
    /// The same server name (RFC 6066, section 3), the same certificate of this server, and a client's certificate
    /// that is still good where one is required.
    /// </summary>
    private bool IsSamePartners(StoredSession session) =>
        string.Equals(session.ServerName, RequestedName, StringComparison.OrdinalIgnoreCase)
        && session.IsOwnedBy(context.RequireCredentials().Certificate)
        && (
            !context.RequireClientCertificate
            || (
                session.Peer is Certificate peer
                && context.RequireVerifier("to check client certificates").CheckClient(peer).Accepted
            )
        );
}
