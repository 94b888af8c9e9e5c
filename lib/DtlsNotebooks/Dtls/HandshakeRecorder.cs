using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls;

/// <summary>Notes what BouncyCastle tells its server or client, for the session that runs it.</summary>
internal sealed class HandshakeRecorder(bool keepKeyLog) : IDisposable
{
    private volatile bool _peerClosed;
    private char[]? _keyLogLine;
    private TlsSession? _session;

    internal HandshakeFacts? Facts { get; private set; }

    internal bool PeerClosed => _peerClosed;

    internal string? KeyLogLine => _keyLogLine is null ? null : new string(_keyLogLine);

    internal void AlertReceived(short description) => _peerClosed |= description == AlertDescription.close_notify;

    internal void Complete(TlsContext context)
    {
        _session = context.Session;
        _keyLogLine = keepKeyLog ? KeyLog.Line(context).ToCharArray() : null;
        SecurityParameters agreed = context.SecurityParameters;
        X509Certificate2? peer = PeerCertificate(agreed);
        Facts = new HandshakeFacts
        {
            Protocol = agreed.NegotiatedVersion.ToString(),
            CipherSuite = CipherSuiteName.Of(agreed.CipherSuite),
            PeerCertificate = peer,
            PeerSubject = peer?.Subject ?? "",
            IsResumed = agreed.IsResumedSession,
            IsExtendedMasterSecret = agreed.IsExtendedMasterSecret,
        };
    }

    /// <summary>Clears the master secret and the key log.</summary>
    public void Dispose()
    {
        Array.Clear(_keyLogLine ?? []);
        _keyLogLine = null;
        // Invalidate alone keeps the secret; an export shares it, so clearing the export clears the session's own.
        _session?.ExportSessionParameters()?.Clear();
        _session?.Invalidate();
    }

    private static X509Certificate2? PeerCertificate(SecurityParameters agreed) => agreed.PeerCertificate is { IsEmpty: false } chain
        ? X509CertificateLoader.LoadCertificate(chain.GetCertificateAt(0).GetEncoded())
        : null;
}
