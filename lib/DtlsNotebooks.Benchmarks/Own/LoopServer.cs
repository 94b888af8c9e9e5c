using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Benchmarks.Own;

/// <summary>A listener, and one loop for all clients, with nonblocking sessions (chapter 5).</summary>
internal sealed class LoopServer : IEchoServer
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(200);

    private readonly DtlsListener _listener;
    private readonly byte[] _buffer = new byte[16384];

    /// <summary>Starts it.</summary>
    /// <param name="context">Its certificate.</param>
    public LoopServer(DtlsContext context)
    {
        _listener = new DtlsListener(context, new IPEndPoint(IPAddress.Loopback, 0)) { MaxConnections = 8192 };
        new Thread(Loop) { IsBackground = true }.Start();
    }

    /// <inheritdoc/>
    public int Port => _listener.LocalEndPoint.Port;

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Loop()
    {
        try
        {
            while (_listener.IsListening)
            {
                TimeSpan wait = _listener.CurrentTimeout is TimeSpan timer && timer < Slice ? timer : Slice;
                _listener.Socket.Poll(wait, SelectMode.SelectRead);
                foreach (DtlsSession session in _listener.Poll())
                {
                    GoOn(session, () => session.Facts is null ? session.Accept() : DtlsStatus.Done);
                }

                foreach (DtlsSession session in _listener.TimedOutSessions())
                {
                    GoOn(session, session.GotTimeout);
                }
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or InvalidOperationException or SocketException)
        {
            // It was stopped while it waited.
        }
    }

    private void GoOn(DtlsSession session, Func<DtlsStatus> handshake)
    {
        try
        {
            DtlsStatus status = handshake();
            while (status == DtlsStatus.Done && session.Facts is not null)
            {
                status = session.Read(_buffer, out int count);
                if (status == DtlsStatus.Done)
                {
                    session.Write(_buffer.AsSpan(0, count));
                }
            }

            if (status == DtlsStatus.Closed)
            {
                session.Dispose();
            }
        }
        catch (DtlsException)
        {
            // The client has gone, or never meant it: the others do.
            session.Dispose();
        }
    }
}
