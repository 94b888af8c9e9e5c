using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls.Engine;

namespace DtlsNotebooks.Dtls;

/// <summary>
/// DTLS over a UDP <see cref="System.Net.Sockets.Socket"/> of yours: connected to the peer, or talking to one fixed
/// peer, or, on a server, bound and open to whichever client proves its cookie first.
/// </summary>
/// <example><code>var transport = new UdpTransport(socket);</code></example>
public sealed class UdpTransport : SessionTransport
{
    /// <summary>A waiting call looks this often whether the transport was closed.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(100);

    private readonly bool _ownsSocket;
    private readonly bool _connected;
    private readonly EndPoint _anyAddress;
    private readonly byte[] _peeked = new byte[1];
    private IPEndPoint? _peer;
    private IPEndPoint? _lastSender;

    /// <summary>Lets DTLS use a socket.</summary>
    /// <param name="socket">A UDP socket: connected, or bound, or about to send to <paramref name="peer"/>.</param>
    /// <param name="peer">
    /// The peer, where the socket is not connected; null for a server that takes the first client which proves its
    /// cookie.
    /// </param>
    /// <param name="sendLimit">The largest datagram to send, from 64 to 1400 bytes.</param>
    /// <param name="ownsSocket">Dispose of the socket when the transport is closed.</param>
    /// <exception cref="ArgumentException">The socket is not a UDP socket.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The limit is outside its range.</exception>
    public UdpTransport(
        Socket socket,
        IPEndPoint? peer = null,
        int sendLimit = LargestDatagram,
        bool ownsSocket = false
    )
        : base(sendLimit)
    {
        ArgumentNullException.ThrowIfNull(socket);
        if (socket.ProtocolType != ProtocolType.Udp)
        {
            throw new ArgumentException(
                "DTLS needs a UDP socket: new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp).",
                nameof(socket)
            );
        }

        Socket = socket;
        _ownsSocket = ownsSocket;
        _connected = socket.Connected;
        _peer = AsReceivedFrom(peer) ?? (_connected ? (IPEndPoint?)socket.RemoteEndPoint : null);
        _anyAddress = new IPEndPoint(
            socket.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any,
            0
        );
    }

    /// <summary>The socket.</summary>
    public Socket Socket { get; }

    /// <inheritdoc/>
    public override IPEndPoint? Peer => _peer;

    /// <inheritdoc/>
    public override IPEndPoint? LastSender => _lastSender;

    /// <inheritdoc/>
    public override void SetPeer(IPEndPoint client) => _peer ??= client;

    /// <inheritdoc/>
    protected override void SendDatagram(ReadOnlySpan<byte> datagram)
    {
        IPEndPoint? receiver = _peer ?? _lastSender;
        // Linux hands over an earlier ICMP report in place of sending, so a second try is needed.
        for (int attempt = 0; attempt < 2 && !TrySend(datagram, receiver); attempt++)
            CountReport();
    }

    /// <inheritdoc/>
    protected override bool CanSendDatagram()
    {
        try
        {
            return Socket.Poll(TimeSpan.Zero, SelectMode.SelectWrite);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The send that follows says what is wrong.
            return true;
        }
    }

    /// <inheritdoc/>
    protected override int ReceiveDatagram(Span<byte> buffer, TimeSpan wait)
    {
        bool atOnce = IsReadAtOnce(wait);
        return atOnce || IsThere(wait) ? Take(buffer, atOnce) : -1;
    }

    internal override int ReceivePooled(out byte[] datagram, TimeSpan wait)
    {
        datagram = [];
        bool atOnce = IsReadAtOnce(wait);
        if (!atOnce && !IsThere(wait))
            return -1;

        byte[] rented = BufferPool.Rent(LongestRecord);
        int length = Take(rented.AsSpan(0, LongestRecord), atOnce);
        if (length < 0)
            BufferPool.Return(rented);
        else
            datagram = rented;

        return length;
    }

    /// <inheritdoc/>
    protected override void CloseChannel()
    {
        if (_ownsSocket)
        {
            Socket.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override async ValueTask WaitForDatagramAsync(CancellationToken cancellationToken)
    {
        try
        {
            // A look at the first byte leaves the datagram where it is.
            const SocketFlags Look = SocketFlags.Peek;
            if (_connected)
                await Socket.ReceiveAsync(_peeked, Look, cancellationToken).ConfigureAwait(false);
            else
                await Socket.ReceiveFromAsync(_peeked, Look, _anyAddress, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException e) when (IsUnreachable(e.SocketErrorCode))
        {
            CountReport();
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.MessageSize)
        {
            // Windows says so of every datagram with more than a byte.
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw Failed(e);
        }
    }

    /// <summary>
    /// A socket for both families names IPv4 peers by their IPv6-mapped addresses (RFC 4291, section 2.5.5.2).
    /// </summary>
    private IPEndPoint? AsReceivedFrom(IPEndPoint? peer) =>
        peer is { AddressFamily: AddressFamily.InterNetwork } && Socket.AddressFamily == AddressFamily.InterNetworkV6
            ? new IPEndPoint(peer.Address.MapToIPv6(), peer.Port)
            : peer;

    /// <summary>A socket that does not wait itself is read at once: to ask it first would be a second system call.</summary>
    private bool IsReadAtOnce(TimeSpan wait) => wait == TimeSpan.Zero && _connected && !Socket.Blocking;

    private bool IsThere(TimeSpan wait)
    {
        try
        {
            return WaitForDatagram(wait < Slice ? wait : Slice);
        }
        catch (SocketException e) when (IsPassing(e.SocketErrorCode))
        {
            CountIfReport(e.SocketErrorCode);
            return false;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw Failed(e);
        }
    }

    private int Take(Span<byte> buffer, bool atOnce)
    {
        try
        {
            return atOnce ? TakeAtOnce(buffer) : TakeReady(buffer);
        }
        catch (SocketException e) when (IsPassing(e.SocketErrorCode))
        {
            CountIfReport(e.SocketErrorCode);
            return -1;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw Failed(e);
        }
    }

    private bool WaitForDatagram(TimeSpan wait)
    {
        long start = Stopwatch.GetTimestamp();
        if (Socket.Poll(wait, SelectMode.SelectRead))
        {
            return true;
        }

        // On Linux a pending ICMP report ends the wait at once, time after time, until it is read.
        if (wait == TimeSpan.Zero || Stopwatch.GetElapsedTime(start) < wait / 2)
        {
            ReadPendingReport(mayPause: wait > TimeSpan.Zero);
        }

        return false;
    }

    private void ReadPendingReport(bool mayPause)
    {
        object? report = Socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error);
        if (report is int code && code != 0)
        {
            CountReport();
        }
        else if (mayPause)
        {
            Thread.Sleep(1);
        }
    }

    private int TakeAtOnce(Span<byte> buffer)
    {
        int length = Socket.Receive(buffer, SocketFlags.None, out SocketError error);
        if (error is SocketError.WouldBlock)
            return -1;
        if (error is not SocketError.Success)
            throw new SocketException((int)error);

        _lastSender = _peer;
        return length;
    }

    private int TakeReady(Span<byte> buffer)
    {
        if (_connected)
        {
            int length = Socket.Receive(buffer);
            _lastSender = _peer;
            return length;
        }

        EndPoint sender = _anyAddress;
        int received = Socket.ReceiveFrom(buffer, ref sender);
        if (_peer is not null && !_peer.Equals(sender))
        {
            return -1;
        }

        _lastSender = (IPEndPoint)sender;
        return received;
    }

    private bool TrySend(ReadOnlySpan<byte> datagram, IPEndPoint? receiver)
    {
        try
        {
            _ = _connected ? Socket.Send(datagram) : Socket.SendTo(datagram, receiver ?? throw NobodyToSendTo());
            return true;
        }
        catch (SocketException e) when (IsUnreachable(e.SocketErrorCode))
        {
            return false;
        }
        catch (SocketException e)
            when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable)
        {
            return true;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw new IOException("The socket was closed or cannot send.", e);
        }
    }

    private void CountReport()
    {
        if (_connected)
            CountUnreachable();
        else
            CountUnreachableOfSomebody();
    }

    /// <summary>A report about the peer; or the datagram is too large to be ours, or another reader was quicker.</summary>
    private static bool IsPassing(SocketError error) =>
        IsUnreachable(error) || error is SocketError.MessageSize or SocketError.WouldBlock or SocketError.TimedOut;

    private void CountIfReport(SocketError error)
    {
        if (IsUnreachable(error))
            CountReport();
    }

    private static IOException Failed(Exception cause) =>
        new("The socket was closed or failed while waiting for a datagram.", cause);

    private static IOException NobodyToSendTo() =>
        new("The socket is not connected and no client has written yet: connect it, or give the peer to UdpTransport.");

    internal static bool IsUnreachable(SocketError error) =>
        error
            is SocketError.ConnectionRefused
                or SocketError.ConnectionReset
                or SocketError.HostUnreachable
                or SocketError.NetworkUnreachable
                or SocketError.NetworkReset
                or SocketError.NetworkDown
                or SocketError.HostDown;
}
