using System.Net;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Lessons;

/// <summary>
/// A DTLS server on a free port of the loopback address, for lessons that are about the client: it sends back what it
/// is sent, with blocking
/// calls and a thread for each client, until the client says goodbye or is silent for as long as a
/// <see cref="DtlsListener"/> lets it be.
/// </summary>
/// <remarks>
/// It may be disposed of twice, or never: its threads do not keep a process alive, and nothing leaves them.
/// </remarks>
/// <example><code>var echo = new EchoServer(DtlsContext.ForServer(certificates));</code></example>
public sealed class EchoServer : IDisposable
{
    private const int LargestRecord = 16_384;
    private readonly DtlsListener _listener;

    /// <summary>Opens the port and begins to serve.</summary>
    /// <param name="context">The server's certificate and settings.</param>
    /// <exception cref="InvalidOperationException">The context has no certificate to show.</exception>
    public EchoServer(DtlsContext context)
    {
        _listener = new DtlsListener(context, new IPEndPoint(IPAddress.Loopback, 0));
        Start(TakeClients);
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint LocalEndPoint => _listener.LocalEndPoint;

    /// <summary>Says goodbye to all clients and closes the port.</summary>
    public void Dispose() => _listener.Dispose();

    /// <summary>Where it listens.</summary>
    public override string ToString() => $"EchoServer {LocalEndPoint}";

    // A task and not a bare thread: what it throws must not end the notebook's process.
    private static void Start(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void TakeClients()
    {
        while (_listener.IsListening)
        {
            if (_listener.WaitForClient() is { } session)
                Start(() => Serve(session));
        }
    }

    private static void Serve(DtlsSession session)
    {
        using (session)
        {
            if (session.Accept() != DtlsStatus.Done)
                return;
            byte[] buffer = new byte[LargestRecord];
            DtlsStatus status;
            while ((status = session.Read(buffer, out int count)) is DtlsStatus.Done or DtlsStatus.TimedOut)
            {
                if (status == DtlsStatus.Done)
                    session.Write(buffer.AsSpan(0, count));
            }
        }
    }
}
