using System.Net.Security;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>Notes what BouncyCastle tells its server or client, for the session that runs it.</summary>
internal sealed class HandshakeRecorder(bool keepKeyLog) : IDisposable
{
    private readonly Lock _lock = new();
    private volatile bool _peerClosed;
    private bool _disposed;
    private char[]? _keyLogLine;
    private TlsCrypto? _crypto;
    private TlsSession? _session;
    private TlsSession? _attempt;
    private SavedSession? _offer;
    private string? _hostName;
    private DateTimeOffset _completed;
    private volatile bool _failed;

    internal HandshakeFacts? Facts { get; private set; }

    internal bool PeerClosed => _peerClosed;

    internal string? KeyLogLine => _keyLogLine is null ? null : new string(_keyLogLine);

    /// <summary>
    /// The ID of the session, once a fatal alert has ended it after its handshake; before that an alert is not
    /// protected, and anybody can forge one.
    /// </summary>
    internal string? FailedSession => _failed ? Facts?.SessionId : null;

    internal void AlertReceived(short level, short description)
    {
        _peerClosed |= description == AlertDescription.close_notify;
        Fatal(level);
    }

    internal void AlertRaised(short level) => Fatal(level);

    private void Fatal(short level) => _failed |= level == AlertLevel.fatal && Facts is not null;

    /// <summary>
    /// Notes what is offered or taken for resumption, to clear its copy of the secret in the end; at once where the
    /// session was disposed of meanwhile.
    /// </summary>
    internal TlsSession? Offer(SavedSession? saved, TlsSession? attempt)
    {
        lock (_lock)
        {
            _offer = saved;
            _attempt = attempt;
            if (_disposed)
            {
                Forget();
            }

            return attempt;
        }
    }

    /// <summary>Notes what was agreed on; nothing where the session was disposed of meanwhile.</summary>
    /// <param name="context">BouncyCastle's context.</param>
    /// <param name="hostName">The name that a client asked for; null on a server.</param>
    internal void Complete(TlsContext context, string? hostName = null)
    {
        lock (_lock)
        {
            _session = context.Session;
            _crypto = context.Crypto;
            _hostName = hostName;
            _completed = DateTimeOffset.UtcNow;
            if (_disposed)
            {
                Forget();
                return;
            }

            _keyLogLine = keepKeyLog ? KeyLog.Line(context).ToCharArray() : null;
            Facts = FactsOf(context);
        }
    }

    /// <summary>Copies what a client needs to resume the session; null where there is nothing to resume.</summary>
    internal SavedSession? Save(TimeSpan lifetime)
    {
        lock (_lock)
        {
            if (
                _disposed
                || _failed
                || _hostName is null
                || StoredSession.CopyOf(_session!, _crypto!, _hostName) is not StoredSession stored
            )
            {
                return null;
            }

            // What was resumed keeps its end: else a session could be drawn out for ever.
            return Facts!.IsResumed && _offer is SavedSession earlier
                ? new SavedSession(stored, _hostName, earlier.Created, earlier.Expires)
                : new SavedSession(stored, _hostName, _completed, _completed + lifetime);
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
        foreach (TlsSession? session in new[] { _session, _attempt })
        {
            session?.ExportSessionParameters()?.Clear();
            session?.Invalidate();
        }
    }

    private static HandshakeFacts FactsOf(TlsContext context)
    {
        SecurityParameters agreed = context.SecurityParameters;
        return new HandshakeFacts
        {
            Protocol = agreed.NegotiatedVersion.ToString(),
            CipherSuite = (TlsCipherSuite)agreed.CipherSuite,
            EncodedPeerCertificate = agreed.PeerCertificate is { IsEmpty: false } chain
                ? chain.GetCertificateAt(0).GetEncoded()
                : null,
            IsResumed = agreed.IsResumedSession,
            IsExtendedMasterSecret = agreed.IsExtendedMasterSecret,
            SessionId = Convert.ToHexStringLower(context.Session?.SessionID ?? []),
        };
    }
}
