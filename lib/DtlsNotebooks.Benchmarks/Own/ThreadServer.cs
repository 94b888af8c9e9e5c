using System.Net;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Benchmarks.Own;

/// <summary>A listener, and a thread with a blocking session for each client (chapter 3).</summary>
internal sealed class ThreadServer : IEchoServer
{
    private const int StackBytes = 256 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DtlsListener _listener;

    /// <summary>Starts it.</summary>
    /// <param name="context">Its certificate.</param>
    public ThreadServer(DtlsContext context)
    {
        _listener = new DtlsListener(context, new IPEndPoint(IPAddress.Loopback, 0)) { MaxConnections = 4096 };
        new Thread(TakeClients) { IsBackground = true }.Start();
    }

    /// <inheritdoc/>
    public int Port => _listener.LocalEndPoint.Port;

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void TakeClients()
    {
        while (_listener.IsListening)
        {
            if (_listener.WaitForClient() is DtlsSession session)
            {
                new Thread(() => Serve(session), StackBytes) { IsBackground = true }.Start();
            }
        }
    }

    private static void Serve(DtlsSession session)
    {
        byte[] buffer = new byte[16384];
        try
        {
            using (session)
            {
                session.Accept();
                while (session.Read(buffer, out int count, Patience) == DtlsStatus.Done)
                {
                    session.Write(buffer.AsSpan(0, count));
                }
            }
        }
        catch (DtlsException)
        {
            // The client has gone, or never meant it: the next one does.
        }
    }
}
