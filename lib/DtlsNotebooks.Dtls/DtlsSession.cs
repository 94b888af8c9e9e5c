using System.Net;
using System.Net.Sockets;
using System.Text;
using DtlsNotebooks.Dtls.Engine;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls;

/// <summary>
/// One DTLS connection, of a client or of a server (what the C tutorial calls a WOLFSSL object): a handshake,
/// then datagrams that nobody else can read, change or repeat. Calls wait, but never for ever; with
/// <see cref="Blocking"/> set to false they do not wait at all.
/// One thread may read while others write; disposing from another thread ends a call that waits.
/// </summary>
/// <example><code>
/// var session = new DtlsSession(context, socket);
/// session.Connect("localhost");
/// session.WriteText("hello");
/// </code></example>
public sealed class DtlsSession : IDisposable, IAsyncDisposable
{
    /// <summary>
    /// What a server's handshake records have room in, unless it knows the path for one whose datagrams may have tens
    /// of kilobytes.
    /// </summary>
    private const int UsualRecord = 4096;

    /// <summary>
    /// A client gives up when its first flight and two repeats were refused: after three seconds with the usual timer,
    /// so that a server which starts a moment later is still found.
    /// </summary>
    private const int FlightsToRefuse = 3;

    private const int MostBeforeFirstRead = 64;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(1);

    // Nobody asks for its wait handle, so that there is nothing to dispose of.
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly HandshakeRecorder _recorder;
    private readonly SessionEnd _end;
    private readonly HandshakeDriver _handshake;
    private readonly ApplicationReader _reader;
    private SavedSession? _offer;
    private string? _hostName;
    private bool _isServer;

    /// <summary>Prepares a session over a socket of yours, which stays open when the session ends.</summary>
    /// <param name="context">Whom to trust, what to show, how long to wait.</param>
    /// <param name="socket">
    /// A UDP socket: connected to the peer; or bound, for a server that takes the first client which proves its
    /// cookie.
    /// </param>
    /// <param name="peer">The peer, where the socket is not connected to it.</param>
    public DtlsSession(DtlsContext context, Socket socket, IPEndPoint? peer = null)
        : this(context, new UdpTransport(socket, peer, Required(context).SendLimit)) { }

    /// <summary>Prepares a session over a transport, which is closed when the session ends.</summary>
    /// <param name="context">Whom to trust, what to show, how long to wait.</param>
    /// <param name="transport">What carries the datagrams.</param>
    public DtlsSession(DtlsContext context, SessionTransport transport)
    {
        Context = Required(context);
        ArgumentNullException.ThrowIfNull(transport);
        Transport = transport;
        _recorder = new HandshakeRecorder(context.KeepKeyLog);
        _end = new SessionEnd(transport, _recorder);
        _handshake = new HandshakeDriver(transport, _end);
        _reader = new ApplicationReader(transport, _end);
    }

    /// <summary>What this session was made with.</summary>
    public DtlsContext Context { get; }

    /// <summary>What carries its datagrams.</summary>
    public SessionTransport Transport { get; }

    /// <summary>What the handshake agreed on; null before it is complete.</summary>
    public HandshakeFacts? Facts => _handshake.Result is null ? null : _recorder.Facts;

    /// <summary>The handshake is complete, and it was an abbreviated one that resumed an earlier session.</summary>
    public bool SessionReused => Facts?.IsResumed ?? false;

    /// <summary>The handshake is complete and neither side has closed the session.</summary>
    public bool IsOpen => _handshake.Result is not null && _end.IsOpen;

    /// <summary>
    /// The calls wait; true by default. Set it to false before <see cref="Connect"/> or
    /// <see cref="Accept(TimeSpan?)"/> to serve many sessions in one
    /// loop: then no call waits, and <see cref="DtlsStatus.WantRead"/> asks to be called again when the socket is
    /// readable or
    /// <see cref="CurrentTimeout"/> has passed.
    /// Give the socket to
    /// <see cref="Socket.Select(System.Collections.IList, System.Collections.IList, System.Collections.IList, TimeSpan)"/>
    /// among those to check for errors too:
    /// an ICMP report ends the wait again and again until a call on the session has read it.
    /// The socket's own <see cref="Socket.Blocking"/> may have either value; set that to false too where other threads
    /// read the same socket.
    /// </summary>
    /// <exception cref="InvalidOperationException">A handshake is under way.</exception>
    public bool Blocking
    {
        get;
        set =>
            field =
                value == field || !_handshake.IsUnderWay
                    ? value
                    : throw new InvalidOperationException(
                        "A handshake is under way: set Blocking before Connect or Accept."
                    );
    } = true;

    /// <summary>
    /// Until a nonblocking handshake needs <see cref="GotTimeout"/>, in whole milliseconds, rounded up; zero where it
    /// needs it now. Give it to
    /// <see cref="Socket.Select(System.Collections.IList, System.Collections.IList, System.Collections.IList, TimeSpan)"/>
    /// anew before each wait.
    /// Null where no timer runs: before the handshake, after it, and while a server looks for a client.
    /// The first resend is due after <see cref="DtlsContext.FirstResend"/>, then the time doubles up to
    /// <see cref="DtlsContext.LongestResend"/>, and keeps its length until a flight passes without loss (RFC 6347,
    /// section 4.2.4.1).
    /// </summary>
    public TimeSpan? CurrentTimeout => _handshake.Timeout;

    /// <summary>
    /// The ClientHello of a client whose cookie a listener has checked; <see cref="Accept(TimeSpan?)"/> then waits for
    /// none.
    /// </summary>
    internal DtlsRequest? Proved { get; init; }

    /// <summary>What seals and opens its records; null before the handshake is complete.</summary>
    internal RecordChannel? Channel => _handshake.Result;

    /// <summary>Tells the handshake the time, for tests that cannot wait.</summary>
    internal TimeProvider Clock
    {
        get;
        init
        {
            field = value;
            Transport.Intake.Answers.Clock = value;
        }
    } = TimeProvider.System;

    /// <summary>The datagrams and bytes so far.</summary>
    public TransportStatistics Statistics => Transport.Statistics;

    /// <summary>
    /// The most bytes that one <see cref="Write"/> takes, so that a record fits a datagram (RFC 6347, section 4.1.1).
    /// </summary>
    /// <exception cref="InvalidOperationException">The handshake is not complete.</exception>
    public int LargestWrite => Established().SendLimit;

    /// <summary>
    /// The line of the NSS key log that opens this session; null before the handshake is complete and after
    /// <see cref="Dispose"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The context does not keep it.</exception>
    public string? KeyLogLine =>
        Context.KeepKeyLog
            ? _recorder.KeyLogLine
            : throw new InvalidOperationException(
                "The keys were not kept: set KeepKeyLog in the DtlsContext, and do not give the line away."
            );

    /// <summary>Makes a socket, connects it to a server, and makes the handshake.</summary>
    /// <param name="context">Whom to trust, what to show, how long to wait.</param>
    /// <param name="server">The server's address and port.</param>
    /// <param name="hostName">The name that its certificate must be good for.</param>
    /// <param name="saved">
    /// An earlier session to resume where the server still knows it; null for a full handshake.
    /// </param>
    /// <exception cref="DtlsException">
    /// The handshake failed, or took longer than <see cref="DtlsContext.HandshakeTimeout"/>
    /// (<see cref="DtlsError.TimedOut"/>: there is no status to say it with).
    /// </exception>
    public static DtlsSession ConnectTo(
        DtlsContext context,
        IPEndPoint server,
        string hostName = "localhost",
        SavedSession? saved = null
    )
    {
        ArgumentNullException.ThrowIfNull(server);
        HostName.Checked(hostName, nameof(hostName));
        Socket socket = UdpSocketSetup.Open(server.AddressFamily);
        DtlsSession? session = null;
        try
        {
            socket.Connect(server);
            session = new DtlsSession(
                context,
                new UdpTransport(socket, sendLimit: Required(context).SendLimit, ownsSocket: true)
            );
            session._offer = saved;
            return session.Connect(hostName) == DtlsStatus.Done ? session : throw session._handshake.TimeOut!;
        }
        catch
        {
            session?.Dispose();
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The same as <see cref="ConnectTo"/>; it holds no thread while it waits.</summary>
    /// <param name="context">Whom to trust, what to show, how long to wait.</param>
    /// <param name="server">The server's address and port.</param>
    /// <param name="hostName">The name that its certificate must be good for.</param>
    /// <param name="saved">
    /// An earlier session to resume where the server still knows it; null for a full handshake.
    /// </param>
    /// <param name="cancellationToken">Gives it up: the socket is closed, and nothing is left.</param>
    /// <exception cref="DtlsException">
    /// The handshake failed, or took longer than <see cref="DtlsContext.HandshakeTimeout"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static async Task<DtlsSession> ConnectToAsync(
        DtlsContext context,
        IPEndPoint server,
        string hostName = "localhost",
        SavedSession? saved = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(server);
        HostName.Checked(hostName, nameof(hostName));
        Socket socket = UdpSocketSetup.Open(server.AddressFamily);
        DtlsSession? session = null;
        try
        {
            await socket.ConnectAsync(server, cancellationToken).ConfigureAwait(false);
            session = new DtlsSession(
                context,
                new UdpTransport(socket, sendLimit: Required(context).SendLimit, ownsSocket: true)
            );
            session._offer = saved;
            DtlsStatus status = await session.ConnectAsync(hostName, cancellationToken).ConfigureAwait(false);
            return status == DtlsStatus.Done ? session : throw session._handshake.TimeOut!;
        }
        catch
        {
            session?.Dispose();
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Copies what a client needs to resume this session: after the handshake, before <see cref="Dispose"/>.
    /// </summary>
    /// <param name="lifetime">
    /// How long to offer it, counted from the full handshake; null for <see cref="SavedSession.DefaultLifetime"/>. A
    /// session that was itself resumed keeps the end it had.
    /// </param>
    /// <returns>The copy, which is the caller's to dispose of; null where there is nothing to resume: no handshake was
    /// completed, the server gave no session ID,
    /// one side has no extended master secret, a fatal alert ended the session (RFC 5246, section 7.2.2), or this is
    /// the server.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime is not above zero and within a day.</exception>
    public SavedSession? Save(TimeSpan? lifetime = null) =>
        _recorder.Save(SavedSession.CheckedLifetime(lifetime ?? SavedSession.DefaultLifetime, nameof(lifetime)));

    /// <summary>
    /// Offers an earlier session to the server, before <see cref="Connect"/>. Whether it was taken shows in
    /// <see cref="SessionReused"/>: a server that
    /// has forgotten it makes a full handshake, and so does this client where the offer is out of date.
    /// </summary>
    /// <param name="saved">
    /// What <see cref="Save"/> returned. It stays the caller's, and stays good when this attempt fails.
    /// </param>
    /// <exception cref="InvalidOperationException">The handshake has begun.</exception>
    /// <exception cref="ObjectDisposedException">Its secret was cleared.</exception>
    public void Resume(SavedSession saved)
    {
        ArgumentNullException.ThrowIfNull(saved);
        ObjectDisposedException.ThrowIf(saved.IsDisposed, saved);
        if (_handshake.HasBegun)
        {
            throw new InvalidOperationException("It is too late to resume a session: call Resume before Connect.");
        }

        _offer = saved;
    }

    /// <summary>
    /// Makes the client's handshake. A nonblocking session calls this again and again with the same name, until it is
    /// done.
    /// </summary>
    /// <param name="hostName">
    /// The name or address that the server's certificate must be good for: a bare one, without port, scheme or spaces.
    /// </param>
    /// <returns>
    /// <see cref="DtlsStatus.Done"/>; or <see cref="DtlsStatus.TimedOut"/> where the handshake took longer than
    /// <see cref="DtlsContext.HandshakeTimeout"/>, and then the session is over and later calls return
    /// <see cref="DtlsStatus.Closed"/>; on a nonblocking session also <see cref="DtlsStatus.WantRead"/>, which is no
    /// error.
    /// </returns>
    /// <exception cref="ArgumentException">That is no host name; nothing was sent.</exception>
    /// <exception cref="DtlsException">
    /// The handshake failed; the session cannot be used again. Where the socket is connected and the network refuses the
    /// first flight and two repeats (ICMP port unreachable) it ends with <see cref="DtlsError.PeerUnreachable"/>, without
    /// waiting for <see cref="DtlsContext.HandshakeTimeout"/>.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The context has nothing to check the server with, the socket is not connected and no peer was given, the
    /// session to resume was saved for another host, or this session was used before.
    /// </exception>
    public DtlsStatus Connect(string hostName)
    {
        hostName = HostName.Checked(hostName, nameof(hostName));
        RequireServerToTalkTo();
        if (_handshake.TimeOut is not null)
            return DtlsStatus.Closed;

        if (GoesOn(hostName))
        {
            return _handshake.Continue();
        }

        return Run(ClientSteps(hostName));
    }

    /// <summary>
    /// Makes the client's handshake; it holds no thread while it waits.
    /// </summary>
    /// <inheritdoc cref="Connect" path="/param"/>
    /// <param name="hostName">The name or address that the server's certificate must be good for.</param>
    /// <param name="cancellationToken">Gives the handshake up: the session is over, and nothing is sent.</param>
    /// <returns>
    /// <see cref="DtlsStatus.Done"/>, or <see cref="DtlsStatus.TimedOut"/> where it took longer than
    /// <see cref="DtlsContext.HandshakeTimeout"/>.
    /// </returns>
    /// <inheritdoc cref="Connect" path="/exception"/>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public async Task<DtlsStatus> ConnectAsync(string hostName, CancellationToken cancellationToken = default)
    {
        hostName = HostName.Checked(hostName, nameof(hostName));
        RequireServerToTalkTo();
        cancellationToken.ThrowIfCancellationRequested();
        return await FinishAsync(_handshake.Start(ClientSteps(hostName)), cancellationToken).ConfigureAwait(false);
    }

    private Func<SteppedHandshake> ClientSteps(string hostName)
    {
        _offer?.RequireUsableFor(hostName);
        _handshake.Begin(hasOwner: false);
        _hostName = hostName;
        Transport.LongestExpected = UsualRecord;
        Transport.FlightsToRefuse = FlightsToRefuse;
        return () =>
            new ClientHandshake(Context, new ContextClient(Context, hostName, _recorder, _offer), Transport, Clock);
    }

    /// <summary>
    /// Waits for a client that proves its cookie, then makes the server's handshake with it. A nonblocking session
    /// calls this again and again, until it is done.
    /// </summary>
    /// <param name="wait">
    /// How long to wait for the client; null for <see cref="DtlsContext.IdleTimeout"/>. The handshake has its own
    /// bound. A nonblocking session does not wait.
    /// </param>
    /// <returns>
    /// <see cref="DtlsStatus.Done"/>; or <see cref="DtlsStatus.TimedOut"/> where no client came, and then this may be
    /// called again, or where the handshake took longer than <see cref="DtlsContext.HandshakeTimeout"/>, and then the
    /// session is over and later calls return <see cref="DtlsStatus.Closed"/>; on a nonblocking session also
    /// <see cref="DtlsStatus.WantRead"/>, which is no error.
    /// </returns>
    /// <exception cref="DtlsException">
    /// The handshake failed, or the session's listener has ended it; the session cannot be used again.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The context has no certificate to show, the socket is not bound, or the session was used before.
    /// </exception>
    public DtlsStatus Accept(TimeSpan? wait = null)
    {
        RequireReachable();
        TimeSpan bound = WaitTime.Checked(wait ?? Context.IdleTimeout, nameof(wait));
        if (_handshake.TimeOut is not null)
            return DtlsStatus.Closed;

        if (GoesOn(hostName: null))
        {
            return _handshake.Continue();
        }

        _handshake.Begin(hasOwner: Proved is not null);
        _isServer = true;
        DtlsRequest? request =
            Proved
            ?? _handshake.Guard(() =>
                Blocking ? Context.Cookies.WaitForClient(Transport, bound) : Context.Cookies.LookForClient(Transport)
            );
        if (request is null)
        {
            _handshake.TakeBack();
            return Blocking ? DtlsStatus.TimedOut : DtlsStatus.WantRead;
        }

        return Run(ServerSteps(request));
    }

    /// <summary>
    /// Waits for a client that proves its cookie, then makes the server's handshake with it; it holds no thread while it
    /// waits.
    /// </summary>
    /// <param name="cancellationToken">
    /// Gives it up. Before a client has come this may be called again; in the midst of a handshake the session is over,
    /// and nothing is sent.
    /// </param>
    /// <returns>
    /// <see cref="DtlsStatus.Done"/>, or <see cref="DtlsStatus.TimedOut"/> where the handshake took longer than
    /// <see cref="DtlsContext.HandshakeTimeout"/>.
    /// </returns>
    /// <exception cref="DtlsException">
    /// The handshake failed, or the session's listener has ended it; the session cannot be used again.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The context has no certificate to show, the socket is not bound, or the session was used before.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public async Task<DtlsStatus> AcceptAsync(CancellationToken cancellationToken = default)
    {
        RequireReachable();
        cancellationToken.ThrowIfCancellationRequested();
        _handshake.Begin(hasOwner: Proved is not null);
        _isServer = true;
        DtlsRequest request = Proved ?? await ClientAsync(cancellationToken).ConfigureAwait(false);
        return await FinishAsync(_handshake.Start(ServerSteps(request)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Tells a nonblocking session that <see cref="CurrentTimeout"/> has passed: the handshake repeats its flight, and
    /// gives up where its time is over.
    /// Called early it does no harm: the timer runs on.
    /// </summary>
    /// <returns>
    /// What <see cref="Connect"/> or <see cref="Accept(TimeSpan?)"/> would return now: among others
    /// <see cref="DtlsStatus.TimedOut"/> where <see cref="DtlsContext.HandshakeTimeout"/> is over.
    /// </returns>
    /// <exception cref="DtlsException">The handshake failed.</exception>
    /// <exception cref="InvalidOperationException">The session is a blocking one, which repeats by itself.</exception>
    public DtlsStatus GotTimeout()
    {
        if (Blocking)
        {
            throw new InvalidOperationException(
                "A blocking session keeps its own timer: set Blocking to false before Connect or Accept to keep "
                    + "it yourself."
            );
        }

        return !_handshake.HasBegun && _end.IsOpen ? DtlsStatus.WantRead : _handshake.Continue();
    }

    /// <summary>
    /// Sends one record in one datagram. A nonblocking session does not wait for room at the socket; on the way a
    /// datagram may be lost in any case.
    /// </summary>
    /// <param name="data">At most <see cref="LargestWrite"/> bytes; none is allowed too.</param>
    /// <returns>
    /// <see cref="DtlsStatus.Done"/>; on a nonblocking session also <see cref="DtlsStatus.WantWrite"/>: nothing was
    /// sent, try again when the socket is writable.
    /// </returns>
    /// <exception cref="ArgumentException">That is too much for one datagram.</exception>
    /// <exception cref="DtlsException">The session is closed.</exception>
    /// <exception cref="InvalidOperationException">The handshake is not complete.</exception>
    public DtlsStatus Write(ReadOnlySpan<byte> data)
    {
        RecordChannel channel = Established();
        ThrowIfEnded();
        int limit = channel.SendLimit;
        if (data.Length > limit)
        {
            throw new ArgumentException(
                $"A DTLS record must fit one datagram: at most {limit} bytes here, not {data.Length}. Send it in "
                    + "parts.",
                nameof(data)
            );
        }

        RepeatLastFlight();
        // Asked before the record is made: a record takes a sequence number, and a gap would look like a loss.
        if (!Blocking && !Transport.IsWritable)
        {
            return DtlsStatus.WantWrite;
        }

        try
        {
            channel.Send(data);
            return DtlsStatus.Done;
        }
        catch (IOException e)
        {
            throw _end.Explain(e);
        }
    }

    /// <summary>Sends one record in one datagram; where there is no room at the socket it waits, and holds no thread.</summary>
    /// <param name="data">At most <see cref="LargestWrite"/> bytes; none is allowed too.</param>
    /// <param name="cancellationToken">Ends the wait; then nothing was sent.</param>
    /// <inheritdoc cref="Write" path="/exception"/>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (!Transport.IsWritable)
            await Task.Delay(BetweenTries, cancellationToken).ConfigureAwait(false);

        Write(data.Span);
    }

    /// <summary>Sends a text as UTF-8.</summary>
    /// <inheritdoc cref="Write" path="/exception"/>
    /// <param name="text">The text.</param>
    /// <inheritdoc cref="Write" path="/returns"/>
    public DtlsStatus WriteText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Receives one record, or what the buffer of the call before had no room for.</summary>
    /// <param name="buffer">Receives the data.</param>
    /// <param name="count">How many bytes came; 0 for an empty record, and where none came.</param>
    /// <param name="wait">
    /// How long to wait; null for <see cref="DtlsContext.IdleTimeout"/>. A nonblocking session does not wait.
    /// </param>
    /// <returns>
    /// <see cref="DtlsStatus.Done"/>, <see cref="DtlsStatus.Closed"/>, or, where nothing came,
    /// <see cref="DtlsStatus.TimedOut"/>, and <see cref="DtlsStatus.WantRead"/> on a nonblocking session.
    /// </returns>
    /// <exception cref="DtlsException">The peer ended the session with a fatal alert.</exception>
    /// <exception cref="InvalidOperationException">The handshake is not complete.</exception>
    public DtlsStatus Read(Span<byte> buffer, out int count, TimeSpan? wait = null)
    {
        RecordChannel channel = Established();
        TimeSpan bound = WaitTime.Checked(wait ?? Context.IdleTimeout, nameof(wait));
        return _reader.Read(channel, buffer, out count, Blocking ? bound : null);
    }

    /// <summary>
    /// Receives one record, or what the buffer of the call before had no room for. It waits without end, and holds no
    /// thread. One call waits at a time.
    /// </summary>
    /// <param name="buffer">Receives the data.</param>
    /// <param name="cancellationToken">Ends the wait; the session goes on, and nothing is lost.</param>
    /// <returns>How many bytes came, 0 for an empty record; -1 where the peer has closed the session.</returns>
    /// <exception cref="DtlsException">The peer ended the session with a fatal alert.</exception>
    /// <exception cref="InvalidOperationException">The handshake is not complete.</exception>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        RecordChannel channel = Established();
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            DtlsStatus status;
            int count;
            while ((status = _reader.Read(channel, buffer.Span, out count, bound: null)) == DtlsStatus.WantRead)
                await WaitOpenAsync(cancellationToken).ConfigureAwait(false);

            return status == DtlsStatus.Done ? count : -1;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Receives one record.</summary>
    /// <param name="wait">How long to wait; null for <see cref="DtlsContext.IdleTimeout"/>.</param>
    /// <exception cref="DtlsException">Nothing came in time, or the session is closed.</exception>
    /// <exception cref="InvalidOperationException">
    /// The handshake is not complete, or the session does not wait and nothing has come.
    /// </exception>
    public byte[] Read(TimeSpan? wait = null)
    {
        byte[] buffer = BufferPool.Rent(PlaintextBuffer.LargestPlaintext);
        try
        {
            return Read(buffer, out int count, wait) switch
            {
                DtlsStatus.Done => buffer[..count],
                DtlsStatus.TimedOut => throw _end.NothingCame(wait ?? Context.IdleTimeout),
                DtlsStatus.WantRead => throw new InvalidOperationException(
                    "Nothing has come yet, and this session does not wait: use Read(buffer, out int count), which "
                        + "says WantRead."
                ),
                _ => throw _end.Reason(),
            };
        }
        finally
        {
            BufferPool.Return(buffer, clearArray: true);
        }
    }

    /// <summary>Receives one record as UTF-8 text.</summary>
    /// <inheritdoc cref="Read(TimeSpan?)" path="/exception"/>
    /// <param name="wait">How long to wait; null for <see cref="DtlsContext.IdleTimeout"/>.</param>
    public string ReadText(TimeSpan? wait = null) => Encoding.UTF8.GetString(Read(wait));

    /// <summary>
    /// Says close_notify and ends the session. May be called at any time, more than once, from any thread.
    /// </summary>
    public void Shutdown()
    {
        _end.Set();
        try
        {
            _handshake.Result?.Close();
        }
        catch (IOException)
        {
            // The peer cannot be told any more.
        }

        Transport.Close();
        _handshake.Dispose();
    }

    /// <summary>Shuts the session down and clears its secrets.</summary>
    public void Dispose()
    {
        Shutdown();
        _recorder.Dispose();
        _reader.Clear();
        _handshake.Result?.Forget();
    }

    /// <summary>The same as <see cref="Dispose"/>, which does not wait.</summary>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Opens the datagrams that lie ready and keeps what is genuine for the next read; nothing before the handshake is
    /// complete.
    /// </summary>
    /// <param name="most">How many records may wait for that.</param>
    internal void TakeIn(int most)
    {
        if (_handshake.Result is RecordChannel channel)
            _reader.TakeIn(channel, most);
    }

    /// <summary>
    /// Whoever sent the last flight must send it again when the peer repeats the one before, whatever the application
    /// does (RFC 6347, section 4.2.4). So this looks for such a repeat until the peer has sent application data, which
    /// proves that it has that flight.
    /// </summary>
    internal void RepeatLastFlight()
    {
        if (!_reader.Heard && Facts is HandshakeFacts facts && facts.IsResumed != _isServer)
            TakeIn(MostBeforeFirstRead);
    }

    private static DtlsContext Required(DtlsContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context;
    }

    /// <summary>A nonblocking handshake has begun before, so that this call only lets it go on.</summary>
    private bool GoesOn(string? hostName)
    {
        bool goesOn = !Blocking && (_handshake.IsUnderWay || _handshake.Result is not null);
        return !goesOn || hostName == _hostName
            ? goesOn
            : throw new InvalidOperationException(
                _hostName is null
                    ? "This session is a server's: call Accept again, not Connect."
                    : $"This session is a client's and asks for {_hostName}: call Connect again with that name."
            );
    }

    private DtlsStatus Run(Func<SteppedHandshake> make)
    {
        DtlsStatus status = _handshake.Start(make);
        return status != DtlsStatus.WantRead ? status
            : Blocking ? _handshake.Finish()
            : _handshake.Continue();
    }

    private Func<SteppedHandshake> ServerSteps(DtlsRequest request) =>
        () => new ServerHandshake(Context, new ContextServer(Context, _recorder), request, Transport, Clock);

    private async ValueTask<DtlsRequest> ClientAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                if (_handshake.Guard(() => Context.Cookies.LookForClient(Transport)) is DtlsRequest request)
                    return request;

                await Transport.WaitAsync(null, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            _handshake.TakeBack();
            throw;
        }
        catch (IOException e) when (e is not DtlsException)
        {
            throw _end.Explain(e);
        }
    }

    private async Task<DtlsStatus> FinishAsync(DtlsStatus status, CancellationToken cancellationToken)
    {
        try
        {
            while (status == DtlsStatus.WantRead)
            {
                if (_handshake.Timeout is TimeSpan left)
                    await Transport.WaitAsync(left, cancellationToken).ConfigureAwait(false);

                status = _handshake.Continue();
            }

            return status == DtlsStatus.Closed ? throw _end.Reason() : status;
        }
        catch (OperationCanceledException)
        {
            // Nobody goes on with it: neither a session nor a socket of its own may be left.
            Dispose();
            throw;
        }
        catch (IOException e) when (e is not DtlsException)
        {
            Dispose();
            throw _end.Explain(e);
        }
    }

    /// <summary>Where the transport is closed meanwhile the next read says so.</summary>
    private async ValueTask WaitOpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Transport.WaitAsync(null, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException) when (!IsOpen)
        {
            // Closed by this side, or by its listener.
        }
    }

    private void RequireServerToTalkTo()
    {
        Context.RequireVerifier("to check the server's certificate");
        if (Transport.Peer is null)
        {
            throw new InvalidOperationException(
                "There is no server to talk to: connect the socket before the session is made, or give the server "
                    + "as the session's peer."
            );
        }
    }

    private void RequireReachable()
    {
        Context.RequireServer();
        if (Transport is UdpTransport { Peer: null, Socket.IsBound: false })
        {
            throw new InvalidOperationException(
                "No client can reach this socket: bind it to a port first, as in socket.Bind(new "
                    + "IPEndPoint(IPAddress.Loopback, 11111))."
            );
        }
    }

    private RecordChannel Established() =>
        _handshake.Result
        ?? throw (
            (Exception?)_handshake.TimeOut
            ?? new InvalidOperationException("The handshake is not complete: call Connect or Accept first.")
        );

    private void ThrowIfEnded()
    {
        if (!IsOpen)
        {
            throw _end.Reason();
        }
    }
}
