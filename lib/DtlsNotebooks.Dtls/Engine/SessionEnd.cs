using System.Globalization;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>Knows whether a session has ended, by whom, and says it.</summary>
internal sealed class SessionEnd(SessionTransport transport, HandshakeRecorder recorder)
{
    private volatile bool _isHere;

    /// <summary>This side has ended the session.</summary>
    internal bool IsHere => _isHere;

    /// <summary>Neither side has closed the session.</summary>
    internal bool IsOpen => !_isHere && !recorder.PeerClosed && !transport.IsClosed;

    internal void Set() => _isHere = true;

    /// <summary>Why nothing can be sent or received any more.</summary>
    internal DtlsException Reason() =>
        recorder.PeerClosed
            ? new DtlsException(
                DtlsError.PeerClosed,
                DtlsSide.Peer,
                "the peer has closed the session",
                DtlsAlert.CloseNotify
            )
            : new DtlsException(DtlsError.SessionClosed, DtlsSide.Local, "this session is shut down");

    internal DtlsException NothingCame(TimeSpan wait) =>
        new(
            transport.PeerSeemsGone ? DtlsError.PeerUnreachable : DtlsError.TimedOut,
            DtlsSide.Local,
            string.Create(CultureInfo.InvariantCulture, $"nothing came within {wait.TotalSeconds:0.###} seconds")
        );

    internal DtlsException Explain(IOException cause)
    {
        var named = DtlsException.From(cause);
        if (recorder.PeerClosed && named.FoundBy == DtlsSide.Local)
        {
            return Reason();
        }

        return named.Error == DtlsError.TimedOut && transport.PeerSeemsGone
            ? new DtlsException(
                DtlsError.PeerUnreachable,
                DtlsSide.Local,
                $"nobody listens at {transport.Peer}",
                null,
                cause
            )
            : named;
    }
}
