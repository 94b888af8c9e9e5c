using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Lessons;

/// <summary>
/// A DTLS server on the loopback address, for lessons that are about the client: it sends back what it is sent, and
/// notes it. It makes blocking calls on a thread for each client, until the client says goodbye or has been silent for
/// a day: between two cells that use one session a class may talk for an hour.
/// </summary>
/// <remarks>
/// It may be disposed of twice, or never: its threads do not keep a process alive, and nothing leaves them.
/// </remarks>
/// <example><code>var echo = new EchoServer(DtlsContext.ForServer(certificates));</code></example>
public sealed class EchoServer : IDisposable
{
    private const int LargestRecord = 16_384;
    private static readonly TimeSpan LeastPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromDays(1);
    private static readonly Lock Restarting = new();
    private static EchoServer? _restarted;

    private readonly DtlsListener _listener;
    private readonly ConcurrentQueue<string> _heard = new();

    /// <summary>Opens the port and begins to serve.</summary>
    /// <param name="context">The server's certificate and settings.</param>
    /// <param name="port">The port; 0 for any free one.</param>
    /// <exception cref="InvalidOperationException">
    /// The context has no certificate to show, or the port is taken or not allowed.
    /// </exception>
    public EchoServer(DtlsContext context, int port = 0)
    {
        _listener = new DtlsListener(context, new IPEndPoint(IPAddress.Loopback, port))
        {
            IdleTimeout = LongestSilence,
        };
        Start(TakeClients);
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint LocalEndPoint => _listener.LocalEndPoint;

    /// <summary>What it has heard so far, the first message first, as UTF-8 text.</summary>
    public IReadOnlyList<string> Heard => [.. _heard];

    /// <summary>
    /// Ends the server that an earlier call began, and begins another one, so that a cell may be run twice. Where the
    /// port is taken it takes a free one and says so.
    /// </summary>
    /// <remarks>
    /// For pictures that look the same on a slow machine it waits at least two seconds before it repeats a flight, and
    /// has made one handshake with itself, by which .NET compiles what the next one needs.
    /// </remarks>
    /// <param name="context">The server's certificate and settings.</param>
    /// <param name="port">The port to have.</param>
    /// <exception cref="InvalidOperationException">The context has no certificate to show.</exception>
    public static EchoServer Restart(DtlsContext context, int port)
    {
        ArgumentNullException.ThrowIfNull(context);
        lock (Restarting)
        {
            _restarted?.Dispose();
            TimeSpan patience = context.FirstResend > LeastPatience ? context.FirstResend : LeastPatience;
            _restarted = new EchoServer(context with { FirstResend = patience }, LessonPort.Choose(port));
            _restarted.WarmUp();
            return _restarted;
        }
    }

    /// <summary>Forgets what it has heard.</summary>
    public void Forget() => _heard.Clear();

    /// <summary>Says goodbye to all clients and closes the port.</summary>
    public void Dispose() => _listener.Dispose();

    /// <summary>Where it listens.</summary>
    public override string ToString() => $"EchoServer {LocalEndPoint}";

    // A task and not a bare thread: what it throws must not end the notebook's process.
    private static void Start(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void WarmUp()
    {
        if (_listener.Context is { Credentials: { } own } context)
        {
            using X509Certificate2 itself = X509CertificateLoader.LoadCertificate(own.Certificate.RawData);
            CertificateVerifier verifier = context.Verifier ?? new(itself);
            try
            {
                DtlsSession
                    .ConnectTo(context with { Verifier = verifier, CheckHostName = false }, LocalEndPoint)
                    .Dispose();
            }
            catch (DtlsException)
            {
                // A certificate that a lesson wants to be refused: refused or not, the handshake was made.
            }
        }
    }

    private void TakeClients()
    {
        while (_listener.IsListening)
        {
            if (_listener.WaitForClient() is { } session)
                Start(() => Serve(session));
        }
    }

    private void Serve(DtlsSession session)
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
                {
                    _heard.Enqueue(Encoding.UTF8.GetString(buffer, 0, count));
                    session.Write(buffer.AsSpan(0, Math.Min(count, session.LargestWrite)));
                }
            }
        }
    }
}
