using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>Notes what BouncyCastle tells its server or client, for the session that runs it.</summary>
internal sealed class HandshakeRecorder(bool keepKeyLog) : IDisposable
{
    private readonly Lock _lock = new();
    private volatile bool _peerClosed;
    private bool _disposed;
    private char[]? _keyLogLine;
    private TlsSession? _session;

    internal HandshakeFacts? Facts { get; private set; }

    internal bool PeerClosed => _peerClosed;

    internal string? KeyLogLine => _keyLogLine is null ? null : new string(_keyLogLine);

    internal void AlertReceived(short description) => _peerClosed |= description == AlertDescription.close_notify;

    /// <summary>Notes what was agreed on; nothing where the session was disposed of meanwhile.</summary>
    internal void Complete(TlsContext context)
    {
        lock (_lock)
        {
            _session = context.Session;
            if (_disposed)
            {
                Forget();
                return;
            }

            _keyLogLine = keepKeyLog ? KeyLog.Line(context).ToCharArray() : null;
            Facts = FactsOf(context.SecurityParameters);
        }
    }

    /// <summary>Clears the master secret and the key log.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            Forget();
        }
    }

    private void Forget()
    {
        Array.Clear(_keyLogLine ?? []);
        _keyLogLine = null;
        // Invalidate alone keeps the secret; an export shares it, so clearing the export clears the session's own.
        _session?.ExportSessionParameters()?.Clear();
        _session?.Invalidate();
    }

    private static HandshakeFacts FactsOf(SecurityParameters agreed)
    {
        return new HandshakeFacts
        {
            Protocol = agreed.NegotiatedVersion.ToString(),
            CipherSuite = CipherSuiteName.Of(agreed.CipherSuite),
            EncodedPeerCertificate = agreed.PeerCertificate is { IsEmpty: false } chain ? chain.GetCertificateAt(0).GetEncoded() : null,
            IsResumed = agreed.IsResumedSession,
            IsExtendedMasterSecret = agreed.IsExtendedMasterSecret,
        };
    }
}
