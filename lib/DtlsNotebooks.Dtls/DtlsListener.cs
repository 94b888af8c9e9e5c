using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using DtlsNotebooks.Dtls.Engine;

namespace DtlsNotebooks.Dtls;

/// <summary>
/// Many clients on one UDP port: one socket, whose datagrams are sorted by peer. A client gets a session once it has
/// proved
/// its cookie, and nothing is kept of it before (RFC 6347, section 4.2.1). Use it in one of two ways:
/// <see cref="WaitForClient"/>
/// and a thread for each session, or <see cref="Poll"/> and one loop for all.
/// </summary>
/// <remarks>It may be stopped from any thread, twice, or never: its thread does not keep a process alive.</remarks>
/// <example><code>
/// var listener = new DtlsListener(context, new IPEndPoint(IPAddress.Loopback, 11111));
/// while (listener.WaitForClient() is DtlsSession session)
///     new Thread(() =&gt; Serve(session)) { IsBackground = true }.Start();   // Serve begins with session.Accept()
/// </code></example>
public sealed class DtlsListener : IDisposable, IAsyncDisposable
{
    private const int LargestBatch = 4096;
    private static readonly TimeSpan StopBound = TimeSpan.FromSeconds(2);

    private readonly ListenerSocket _socket;
    private readonly ListenerLimits _limits = new();
    private readonly ListenerCounters _counters = new();
    private readonly ConnectionTable _table;
    private readonly Lock _startLock = new();
    private readonly ReadyList _ready = new();
    private readonly HandshakeTimers _timers = new();
    private Demultiplexer? _demultiplexer;
    private ListenerThread? _thread;
    private bool _isPolled;
    private volatile bool _failed;
    private int _stopped;

    /// <summary>Opens a socket on an address and port.</summary>
    /// <param name="context">The server's certificate and settings, for all its sessions.</param>
    /// <param name="endPoint">
    /// Where to listen; port 0 for any free one. <see cref="IPAddress.IPv6Any"/> takes IPv4 as well, where the system
    /// can.
    /// </param>
    /// <exception cref="InvalidOperationException">
    /// The port is taken or not allowed, the address is not of this machine, or the context has no certificate to
    /// show.
    /// </exception>
    public DtlsListener(DtlsContext context, IPEndPoint endPoint)
        : this(Checked(context), new ListenerSocket(endPoint)) { }

    /// <summary>
    /// Listens at a bound socket of yours, which stays open when the listener stops. Until then nobody else may
    /// receive from it, and its calls do not block.
    /// </summary>
    /// <param name="context">The server's certificate and settings, for all its sessions.</param>
    /// <param name="socket">A UDP socket that is bound and not connected.</param>
    /// <exception cref="ArgumentException">The socket is not such a one.</exception>
    /// <exception cref="InvalidOperationException">The context has no certificate to show.</exception>
    public DtlsListener(DtlsContext context, Socket socket)
        : this(Checked(context), new ListenerSocket(socket)) { }

    private DtlsListener(DtlsContext context, ListenerSocket socket)
    {
        Context = context;
        _socket = socket;
        _table = new ConnectionTable(_limits);
    }

    /// <summary>What its sessions have in common.</summary>
    public DtlsContext Context { get; }

    /// <summary>
    /// The socket, to wait on in a loop of your own (<c>Socket.Select</c>); leave the reading to the listener.
    /// </summary>
    public Socket Socket => _socket.Socket;

    /// <summary>Where it listens.</summary>
    public IPEndPoint LocalEndPoint => _socket.LocalEndPoint;

    /// <summary>It has not been stopped, and its socket works.</summary>
    public bool IsListening => Volatile.Read(ref _stopped) == 0 && !_failed;

    /// <summary>
    /// The most connections it holds at once, those in the midst of their handshake included; then it answers no new
    /// client. 1024 by default.
    /// </summary>
    public int MaxConnections
    {
        get => _limits.MaxConnections;
        init => _limits.MaxConnections = AtLeastOne(value, nameof(MaxConnections));
    }

    /// <summary>
    /// The most datagrams that wait for one session to read them, 1024 by default, in at most 1 MiB; all sessions
    /// together hold at most 64 MiB. Where the queue of a session is full its datagrams are opened and those that are
    /// forged dropped, so that a flood in a client's name does not push out the client. What is genuine and finds no
    /// room is lost, as in a full socket, and counted; a close_notify finds room.
    /// </summary>
    public int QueueCapacity
    {
        get => _limits.QueueCapacity;
        init => _limits.QueueCapacity = AtLeastOne(value, nameof(QueueCapacity));
    }

    /// <summary>
    /// How long after proving its cookie a client may take to complete its handshake, the wait for
    /// <see cref="WaitForClient"/> included; 30 seconds by default.
    /// </summary>
    public TimeSpan HalfOpenTimeout
    {
        get => _limits.HalfOpenTimeout;
        init => _limits.HalfOpenTimeout = Positive(value, nameof(HalfOpenTimeout));
    }

    /// <summary>
    /// How long an established connection may be silent in both directions; then it is told close_notify. 5 minutes by
    /// default. In one loop it is <see cref="Poll"/> that looks for it, so a loop that waits for datagrams alone ends
    /// it with the next one.
    /// </summary>
    public TimeSpan IdleTimeout
    {
        get => _limits.IdleTimeout;
        init => _limits.IdleTimeout = Positive(value, nameof(IdleTimeout));
    }

    /// <summary>What it holds now, and what it has done so far.</summary>
    public ListenerStatistics Statistics
    {
        get
        {
            (int connections, int waiting) = _table.Count;
            return _counters.Snapshot(connections, waiting);
        }
    }

    /// <summary>Tells the time, for tests that cannot wait.</summary>
    internal TimeProvider Clock
    {
        init => _limits.Clock = value;
    }

    /// <summary>
    /// Waits for a client that has proved its cookie. Its handshake is not made yet: call
    /// <see cref="DtlsSession.Accept(TimeSpan?)"/>
    /// in the thread that is to serve it. From the first call on a background thread reads the socket.
    /// </summary>
    /// <param name="wait">How long to wait; null waits until a client comes or the listener is stopped.</param>
    /// <returns>A session; null where no client came in time, or the listener was stopped.</returns>
    /// <exception cref="InvalidOperationException">
    /// <see cref="Poll"/> was called before, or the socket was closed.
    /// </exception>
    public DtlsSession? WaitForClient(TimeSpan? wait = null)
    {
        TimeSpan? bound = wait is TimeSpan given ? WaitTime.Checked(given, nameof(wait)) : null;
        StartThread();
        Connection? client = _table.TakeWaiting(bound);
        if (client is null && _failed)
        {
            throw SocketGone();
        }

        return client?.Session;
    }

    /// <summary>
    /// The clients that prove their cookies, as they come, until the listener is stopped: the same as
    /// <see cref="WaitForClient"/>, but the wait holds no thread. Their handshakes are not made yet: call
    /// <see cref="DtlsSession.AcceptAsync"/>. A wait that is cancelled harms nobody, and may be begun again.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait for the next client.</param>
    /// <exception cref="InvalidOperationException">
    /// <see cref="Poll"/> was called before, or the socket was closed.
    /// </exception>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    /// <example><code>
    /// await foreach (DtlsSession session in listener.ClientsAsync(token))
    ///     _ = ServeAsync(session);   // ServeAsync begins with await session.AcceptAsync(token)
    /// </code></example>
    public async IAsyncEnumerable<DtlsSession> ClientsAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        StartThread();
        while (await _table.TakeWaitingAsync(cancellationToken).ConfigureAwait(false) is Connection client)
            yield return client.Session;

        if (_failed)
            throw SocketGone();
    }

    /// <summary>
    /// Reads what lies ready at the socket and sorts it by client; it never waits. For one loop that serves all
    /// clients,
    /// used by one thread at a time. New sessions are nonblocking: call <see cref="DtlsSession.Accept(TimeSpan?)"/>
    /// until it is done,
    /// then <see cref="DtlsSession.Read(Span{byte}, out int, TimeSpan?)"/> until it says
    /// <see cref="DtlsStatus.WantRead"/>.
    /// </summary>
    /// <returns>
    /// The sessions that have something to do: new ones, those with datagrams to read, and those that the listener has
    /// ended.
    /// </returns>
    /// <exception cref="InvalidOperationException">
    /// <see cref="WaitForClient"/> was called before, or the socket was closed.
    /// </exception>
    public IReadOnlyList<DtlsSession> Poll()
    {
        if (!IsListening)
        {
            return [];
        }

        Demultiplexer demultiplexer = StartPolling();
        _ready.Begin();
        _timers.Tidy();
        try
        {
            demultiplexer.SortReady(TimeSpan.Zero, LargestBatch);
            demultiplexer.ExpireWhenDue();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            if (Volatile.Read(ref _stopped) != 0)
            {
                // Stopped by another thread in the midst of it.
                return [];
            }

            Fail();
            throw SocketGone();
        }

        return _ready.Sessions;
    }

    /// <summary>
    /// How long the loop around <see cref="Poll"/> may wait for the socket: until the nearest timer of all its
    /// handshakes, and zero where a session has
    /// left datagrams unread. Null where no timer runs, so that only a datagram can bring something to do. Ask before
    /// each wait.
    /// </summary>
    public TimeSpan? CurrentTimeout => _ready.HasUnread ? TimeSpan.Zero : _timers.Nearest();

    /// <summary>
    /// The sessions whose timer has run out: call <see cref="DtlsSession.GotTimeout"/> on each. It never waits, and
    /// looks at no session whose timer still runs.
    /// </summary>
    public IReadOnlyList<DtlsSession> TimedOutSessions() =>
        [.. _timers.RunOut().Select(connection => connection.Session)];

    /// <summary>
    /// Says close_notify to every client, ends all sessions and the calls that wait, and closes the socket. Bounded in
    /// time; safe to call again, and from any thread.
    /// </summary>
    public void Stop()
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
        {
            return;
        }

        lock (_startLock)
        {
            _thread?.Stop(StopBound);
        }

        EndAll();
        _demultiplexer?.Dispose();
        _socket.Dispose();
    }

    /// <summary>The same as <see cref="Stop"/>.</summary>
    public void Dispose() => Stop();

    /// <summary>The same as <see cref="Stop"/>, on another thread.</summary>
    public async ValueTask DisposeAsync() => await Task.Run(Stop).ConfigureAwait(false);

    /// <summary>Where it listens, and how many clients it has.</summary>
    public override string ToString() =>
        $"DtlsListener {LocalEndPoint}, {_table.Count.Connections} connections{(IsListening ? "" : ", stopped")}";

    private static DtlsContext Checked(DtlsContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.RequireServer();
        return context;
    }

    private static int AtLeastOne(int value, string name) =>
        value >= 1 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is at least 1.");

    private static TimeSpan Positive(TimeSpan value, string name) =>
        value > TimeSpan.Zero
            ? WaitTime.Checked(value, name)
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be longer than nothing.");

    private void StartThread()
    {
        lock (_startLock)
        {
            if (_isPolled)
            {
                throw new InvalidOperationException(
                    "This listener is driven by Poll: take its new clients from there, or make another listener "
                        + "for WaitForClient."
                );
            }

            if (_thread is null && IsListening)
            {
                _demultiplexer = new Demultiplexer(Context, _socket, _table, _limits, _counters);
                _thread = new ListenerThread(LocalEndPoint.Port, _demultiplexer, _counters, Fail);
            }
        }
    }

    private Demultiplexer StartPolling()
    {
        lock (_startLock)
        {
            if (_thread is not null)
            {
                throw new InvalidOperationException(
                    "A thread reads this listener's socket since WaitForClient was called: make another listener "
                        + "for Poll."
                );
            }

            _isPolled = true;
            return _demultiplexer ??= new Demultiplexer(Context, _socket, _table, _limits, _counters)
            {
                Blocking = false,
                Touched = List,
                Ended = List,
            };
        }
    }

    private void List(Connection connection)
    {
        _table.Take(connection);
        _ready.Add(connection);
        _timers.Touch(connection);
    }

    private static InvalidOperationException SocketGone() =>
        new("The listener's socket was closed or failed: make a new listener.");

    private void Fail()
    {
        _failed = true;
        EndAll();
    }

    private void EndAll()
    {
        foreach (Connection connection in _table.Close())
        {
            connection.End();
            if (!connection.Session.Blocking)
            {
                // Its loop may never come again, and what a handshake knows is to be cleared.
                connection.Session.Shutdown();
            }
        }
    }
}
