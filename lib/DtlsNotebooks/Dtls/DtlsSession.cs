using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DtlsNotebooks.Dtls.Engine;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls;

/// <summary>
/// One DTLS connection, of a client or of a server (what the C tutorial calls a WOLFSSL object): a handshake,
/// then datagrams that nobody else can read, change or repeat. Calls wait, but never for ever.
/// One thread may read while others write; disposing from another thread ends a call that waits.
/// </summary>
/// <example><code>
/// var session = new DtlsSession(context, socket);
/// session.Connect("localhost");
/// session.WriteText("hello");
/// </code></example>
public sealed class DtlsSession : IDisposable
{
    private readonly HandshakeRecorder _recorder;
    private readonly Lock _readLock = new();
    private readonly PlaintextBuffer _received = new();
    private int _began;
    private volatile bool _ended;
    private volatile DtlsTransport? _dtls;
    private SavedSession? _offer;

    /// <summary>Prepares a session over a socket of yours, which stays open when the session ends.</summary>
    /// <param name="context">Whom to trust, what to show, how long to wait.</param>
    /// <param name="socket">A UDP socket: connected to the peer; or bound, for a server that takes the first client which proves its cookie.</param>
    /// <param name="peer">The peer, where the socket is not connected to it.</param>
    public DtlsSession(DtlsContext context, Socket socket, IPEndPoint? peer = null)
        : this(context, new UdpTransport(socket, peer, Required(context).SendLimit))
    {
    }

    /// <summary>Prepares a session over a transport, which is closed when the session ends.</summary>
    /// <param name="context">Whom to trust, what to show, how long to wait.</param>
    /// <param name="transport">What carries the datagrams.</param>
    public DtlsSession(DtlsContext context, FlightTransport transport)
    {
        Context = Required(context);
        ArgumentNullException.ThrowIfNull(transport);
        Transport = transport;
        _recorder = new HandshakeRecorder(context.KeepKeyLog);
    }

    /// <summary>What this session was made with.</summary>
    public DtlsContext Context { get; }

    /// <summary>What carries its datagrams.</summary>
    public FlightTransport Transport { get; }

    /// <summary>What the handshake agreed on; null before it is complete.</summary>
    public HandshakeFacts? Facts => _dtls is null ? null : _recorder.Facts;

    /// <summary>The handshake is complete, and it was an abbreviated one that resumed an earlier session.</summary>
    public bool SessionReused => Facts?.IsResumed ?? false;

    /// <summary>The handshake is complete and neither side has closed the session.</summary>
    public bool IsOpen => _dtls is not null && !_ended && !_recorder.PeerClosed && !Transport.IsClosed;

    /// <summary>The datagrams and bytes so far.</summary>
    public TransportStatistics Statistics => Transport.Statistics;

    /// <summary>The most bytes that one <see cref="Write"/> takes, so that a record fits a datagram (RFC 6347, section 4.1.1).</summary>
    /// <exception cref="InvalidOperationException">The handshake is not complete.</exception>
    public int LargestWrite => Established().GetSendLimit();

    /// <summary>The line of the NSS key log that opens this session; null before the handshake is complete and after <see cref="Dispose"/>.</summary>
    /// <exception cref="InvalidOperationException">The context does not keep it.</exception>
    public string? KeyLogLine => Context.KeepKeyLog
        ? _recorder.KeyLogLine
        : throw new InvalidOperationException("The keys were not kept: set KeepKeyLog in the DtlsContext, and do not give the line away.");

    /// <summary>Makes a socket, connects it to a server, and makes the handshake.</summary>
    /// <param name="context">Whom to trust, what to show, how long to wait.</param>
    /// <param name="server">The server's address and port.</param>
    /// <param name="hostName">The name that its certificate must be good for.</param>
    /// <param name="saved">An earlier session to resume where the server still knows it; null for a full handshake.</param>
    /// <exception cref="DtlsException">The handshake failed.</exception>
    public static DtlsSession ConnectTo(DtlsContext context, IPEndPoint server, string hostName = "localhost", SavedSession? saved = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        DtlsSession? session = null;
        try
        {
            socket.Connect(server);
            session = new DtlsSession(context, new UdpTransport(socket, sendLimit: Required(context).SendLimit, ownsSocket: true));
            session._offer = saved;
            session.Connect(hostName);
            return session;
        }
        catch
        {
            session?.Dispose();
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Copies what a client needs to resume this session: after the handshake, before <see cref="Dispose"/>.</summary>
    /// <param name="lifetime">How long to offer it, counted from the full handshake; null for <see cref="SavedSession.DefaultLifetime"/>. A session that was itself resumed keeps the end it had.</param>
    /// <returns>The copy, which is the caller's to dispose of; null where there is nothing to resume: no handshake was completed, the server gave no session ID,
    /// one side has no extended master secret, a fatal alert ended the session (RFC 5246, section 7.2.2), or this is the server.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime is not above zero and within a day.</exception>
    public SavedSession? Save(TimeSpan? lifetime = null) =>
        _recorder.Save(SavedSession.CheckedLifetime(lifetime ?? SavedSession.DefaultLifetime, nameof(lifetime)));

    /// <summary>
    /// Offers an earlier session to the server, before <see cref="Connect"/>. Whether it was taken shows in <see cref="SessionReused"/>: a server that
    /// has forgotten it makes a full handshake, and so does this client where the offer is out of date.
    /// </summary>
    /// <param name="saved">What <see cref="Save"/> returned. It stays the caller's, and stays good when this attempt fails.</param>
    /// <exception cref="InvalidOperationException">The handshake has begun.</exception>
    /// <exception cref="ObjectDisposedException">Its secret was cleared.</exception>
    public void Resume(SavedSession saved)
    {
        ArgumentNullException.ThrowIfNull(saved);
        ObjectDisposedException.ThrowIf(saved.IsDisposed, saved);
        if (_began != 0)
        {
            throw new InvalidOperationException("It is too late to resume a session: call Resume before Connect.");
        }

        _offer = saved;
    }

    /// <summary>Makes the client's handshake.</summary>
    /// <param name="hostName">The name or address that the server's certificate must be good for.</param>
    /// <returns><see cref="DtlsStatus.Done"/>.</returns>
    /// <exception cref="DtlsException">The handshake failed; the session cannot be used again.</exception>
    /// <exception cref="InvalidOperationException">The context has nothing to check the server with, the socket is not connected and no peer was given, the session to resume was saved for another host, or this session was used before.</exception>
    public DtlsStatus Connect(string hostName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(hostName);
        Context.RequireVerifier("to check the server's certificate");
        if (Transport.Peer is null)
        {
            throw new InvalidOperationException("There is no server to talk to: connect the socket before the session is made, or give the server as the session's peer.");
        }

        _offer?.RequireUsableFor(hostName);
        Begin();
        return Handshake(() => new DtlsClientProtocol().Connect(new ContextClient(Context, hostName, _recorder, _offer), Transport));
    }

    /// <summary>Waits for a client that proves its cookie, then makes the server's handshake with it.</summary>
    /// <param name="wait">How long to wait for the client; null for <see cref="DtlsContext.IdleTimeout"/>. The handshake has its own bound.</param>
    /// <returns><see cref="DtlsStatus.Done"/>; or <see cref="DtlsStatus.TimedOut"/> where no client came, and then this may be called again.</returns>
    /// <exception cref="DtlsException">The handshake failed; the session cannot be used again.</exception>
    /// <exception cref="InvalidOperationException">The context has no certificate to show, the socket is not bound, or the session was used before.</exception>
    public DtlsStatus Accept(TimeSpan? wait = null)
    {
        RequireServerContext();
        if (Transport is UdpTransport { Peer: null, Socket.IsBound: false })
        {
            throw new InvalidOperationException("No client can reach this socket: bind it to a port first, as in socket.Bind(new IPEndPoint(IPAddress.Loopback, 11111)).");
        }

        TimeSpan bound = WaitTime.Checked(wait ?? Context.IdleTimeout, nameof(wait));
        Begin();
        DtlsRequest? request = Guard(() => Context.Cookies.WaitForClient(Transport, bound));
        if (request is null)
        {
            Interlocked.Exchange(ref _began, 0);
            return DtlsStatus.TimedOut;
        }

        return AcceptProved(request);
    }

    /// <summary>Makes the server's handshake with a client whose cookie somebody else has checked.</summary>
    internal DtlsStatus Accept(DtlsRequest request)
    {
        RequireServerContext();
        Begin();
        return AcceptProved(request);
    }

    /// <summary>Sends one record in one datagram.</summary>
    /// <param name="data">At most <see cref="LargestWrite"/> bytes; none is allowed too.</param>
    /// <exception cref="ArgumentException">That is too much for one datagram.</exception>
    /// <exception cref="DtlsException">The session is closed.</exception>
    /// <exception cref="InvalidOperationException">The handshake is not complete.</exception>
    public void Write(ReadOnlySpan<byte> data)
    {
        DtlsTransport dtls = Established();
        ThrowIfEnded();
        int limit = dtls.GetSendLimit();
        if (data.Length > limit)
        {
            throw new ArgumentException($"A DTLS record must fit one datagram: at most {limit} bytes here, not {data.Length}. Send it in parts.", nameof(data));
        }

        try
        {
            dtls.Send(data);
        }
        catch (IOException e)
        {
            throw Explain(e);
        }
    }

    /// <summary>Sends a text as UTF-8.</summary>
    /// <inheritdoc cref="Write" path="/exception"/>
    /// <param name="text">The text.</param>
    public void WriteText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Receives one record, or what the buffer of the call before had no room for.</summary>
    /// <param name="buffer">Receives the data.</param>
    /// <param name="count">How many bytes came; 0 for an empty record, and where none came.</param>
    /// <param name="wait">How long to wait; null for <see cref="DtlsContext.IdleTimeout"/>.</param>
    /// <returns><see cref="DtlsStatus.Done"/>, <see cref="DtlsStatus.TimedOut"/>, or <see cref="DtlsStatus.Closed"/>.</returns>
    /// <exception cref="DtlsException">The peer ended the session with a fatal alert.</exception>
    /// <exception cref="InvalidOperationException">The handshake is not complete.</exception>
    public DtlsStatus Read(Span<byte> buffer, out int count, TimeSpan? wait = null)
    {
        DtlsTransport dtls = Established();
        TimeSpan bound = WaitTime.Checked(wait ?? Context.IdleTimeout, nameof(wait));
        count = 0;
        if (!_readLock.TryEnter(bound))
        {
            return DtlsStatus.TimedOut;
        }

        try
        {
            DtlsStatus status = _received.IsEmpty ? Receive(dtls, bound) : DtlsStatus.Done;
            count = status == DtlsStatus.Done ? _received.Take(buffer) : 0;
            return status;
        }
        finally
        {
            _readLock.Exit();
        }
    }

    /// <summary>Receives one record.</summary>
    /// <param name="wait">How long to wait; null for <see cref="DtlsContext.IdleTimeout"/>.</param>
    /// <exception cref="DtlsException">Nothing came in time, or the session is closed.</exception>
    /// <exception cref="InvalidOperationException">The handshake is not complete.</exception>
    public byte[] Read(TimeSpan? wait = null)
    {
        byte[] buffer = new byte[Established().GetReceiveLimit()];
        return Read(buffer, out int count, wait) switch
        {
            DtlsStatus.Done => buffer[..count],
            DtlsStatus.TimedOut => throw NothingCame(wait ?? Context.IdleTimeout),
            _ => throw Ended(),
        };
    }

    /// <summary>Receives one record as UTF-8 text.</summary>
    /// <inheritdoc cref="Read(TimeSpan?)" path="/exception"/>
    /// <param name="wait">How long to wait; null for <see cref="DtlsContext.IdleTimeout"/>.</param>
    public string ReadText(TimeSpan? wait = null) => Encoding.UTF8.GetString(Read(wait));

    /// <summary>Says close_notify and ends the session. May be called at any time, more than once, from any thread.</summary>
    public void Shutdown()
    {
        _ended = true;
        try
        {
            _dtls?.Close();
        }
        catch (IOException)
        {
            // The peer cannot be told any more.
        }

        Transport.Close();
    }

    /// <summary>Shuts the session down and clears its secrets.</summary>
    public void Dispose()
    {
        Shutdown();
        _recorder.Dispose();
        ClearReceived();
    }

    private void ClearReceived()
    {
        // A reader that waits is woken by the shutdown and lets go soon.
        if (_readLock.TryEnter(TimeSpan.FromSeconds(1)))
        {
            _received.Clear();
            _readLock.Exit();
        }
    }

    private static DtlsContext Required(DtlsContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context;
    }

    private void RequireServerContext()
    {
        Context.RequireCredentials();
        if (Context.RequireClientCertificate)
        {
            Context.RequireVerifier("to check client certificates");
        }
    }

    private void Begin()
    {
        if (_ended || Interlocked.Exchange(ref _began, 1) != 0)
        {
            throw new InvalidOperationException("A session is used once: make a new DtlsSession for the next connection.");
        }
    }

    private DtlsStatus AcceptProved(DtlsRequest request) =>
        Handshake(() => new DtlsServerProtocol().Accept(new ContextServer(Context, _recorder), Transport, request));

    private DtlsStatus Handshake(Func<DtlsTransport> run)
    {
        _dtls = Guard(run);
        return DtlsStatus.Done;
    }

    private T Guard<T>(Func<T> run)
    {
        try
        {
            return run();
        }
        catch (IOException e)
        {
            _ended = true;
            Transport.Close();
            throw Explain(e);
        }
    }

    private DtlsStatus Receive(DtlsTransport dtls, TimeSpan bound)
    {
        if (!IsOpen)
        {
            return DtlsStatus.Closed;
        }

        try
        {
            int length = _received.Fill(dtls, WaitTime.ToMilliseconds(bound));
            return length >= 0 ? DtlsStatus.Done : IsOpen ? DtlsStatus.TimedOut : DtlsStatus.Closed;
        }
        catch (TlsFatalAlertReceived e)
        {
            _ended = true;
            throw Explain(e);
        }
        catch (IOException) when (!IsOpen)
        {
            return DtlsStatus.Closed;
        }
        catch (IOException e)
        {
            _ended = true;
            throw Explain(e);
        }
    }

    private DtlsTransport Established() => _dtls
        ?? throw new InvalidOperationException("The handshake is not complete: call Connect or Accept first.");

    private void ThrowIfEnded()
    {
        if (!IsOpen)
        {
            throw Ended();
        }
    }

    private DtlsException Ended() => _recorder.PeerClosed
        ? new DtlsException(DtlsError.PeerClosed, DtlsSide.Peer, "the peer has closed the session", AlertDescription.close_notify)
        : new DtlsException(DtlsError.SessionClosed, DtlsSide.Local, "this session is shut down");

    private DtlsException NothingCame(TimeSpan wait) => new(
        Transport.PeerSeemsGone ? DtlsError.PeerUnreachable : DtlsError.TimedOut, DtlsSide.Local, string.Create(CultureInfo.InvariantCulture, $"nothing came within {wait.TotalSeconds:0.###} seconds"));

    private DtlsException Explain(IOException cause)
    {
        DtlsException named = DtlsException.From(cause);
        if (_recorder.PeerClosed && named.FoundBy == DtlsSide.Local)
        {
            return Ended();
        }

        return named.Error == DtlsError.TimedOut && Transport.PeerSeemsGone
            ? new DtlsException(DtlsError.PeerUnreachable, DtlsSide.Local, $"nobody listens at {Transport.Peer}", null, cause)
            : named;
    }
}
