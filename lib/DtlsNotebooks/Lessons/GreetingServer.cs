using System.Net;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Lessons;

/// <summary>
/// A DTLS server for lessons about resumption: whatever a client says, it answers <see cref="Stranger"/> to one that
/// made a full handshake and <see cref="Acquaintance"/> to one whose session it resumed. So its answer tells what the
/// server thinks.
/// </summary>
/// <remarks>It has a thread for each client. Nothing leaves those threads, and they do not keep a process alive.</remarks>
/// <example><code>var server = GreetingServer.Restart(settings);</code></example>
public sealed class GreetingServer : IDisposable
{
    /// <summary>What a client hears after a full handshake.</summary>
    public const string Stranger = "Nice to meet you.";

    /// <summary>What a client hears after a resumption.</summary>
    public const string Acquaintance = "Welcome back.";

    private const int LargestRecord = 16_384;
    private static readonly Lock Gate = new();
    private static GreetingServer? _running;
    private readonly DtlsListener _listener;

    private GreetingServer(DtlsContext context, int port)
    {
        _listener = new DtlsListener(context, new IPEndPoint(IPAddress.Loopback, port));
        Start(TakeClients);
    }

    /// <summary>Where it listens, on the loopback address.</summary>
    public IPEndPoint LocalEndPoint => _listener.LocalEndPoint;

    /// <summary>
    /// Starts the server, and first stops the one that an earlier run of the cell started.
    /// </summary>
    /// <param name="context">Its certificate and settings; without a session cache it resumes nothing.</param>
    /// <exception cref="InvalidOperationException">The context has no certificate to show.</exception>
    public static GreetingServer Restart(DtlsContext context)
    {
        lock (Gate)
        {
            _running?.Dispose();
            _running = new GreetingServer(context, LessonPort.Choose());
            return _running;
        }
    }

    /// <summary>Starts one more server, on any free port, beside the one that is running.</summary>
    /// <param name="context">Its certificate and settings.</param>
    /// <exception cref="InvalidOperationException">The context has no certificate to show.</exception>
    public static GreetingServer Beside(DtlsContext context) => new(context, port: 0);

    /// <summary>Says goodbye to all clients and closes the port.</summary>
    public void Dispose() => _listener.Dispose();

    /// <summary>Where it listens.</summary>
    public override string ToString() => $"GreetingServer {LocalEndPoint}";

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
            string answer = session.SessionReused ? Acquaintance : Stranger;
            byte[] buffer = new byte[LargestRecord];
            DtlsStatus status;
            while ((status = session.Read(buffer, out _)) is DtlsStatus.Done or DtlsStatus.TimedOut)
            {
                if (status == DtlsStatus.Done)
                    session.WriteText(answer);
            }
        }
    }
}
