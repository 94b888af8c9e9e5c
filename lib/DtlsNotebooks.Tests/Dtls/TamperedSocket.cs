using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>A client's connected socket that changes what it sends.</summary>
internal sealed class TamperedSocket : SessionTransport
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Func<byte[], IEnumerable<byte[]>> _change;

    /// <param name="server">Whom it is connected with.</param>
    /// <param name="change">What becomes of a datagram.</param>
    /// <param name="own">Its own address; the system chooses where there is none.</param>
    internal TamperedSocket(IPEndPoint server, Func<byte[], IEnumerable<byte[]>> change, IPEndPoint? own = null)
        : base(LargestDatagram)
    {
        _change = change;
        Peer = server;
        _socket.Bind(own ?? new IPEndPoint(IPAddress.Loopback, 0));
        _socket.Connect(server);
    }

    internal IPEndPoint Own => _socket.Address();

    public override IPEndPoint? Peer { get; }

    public override IPEndPoint? LastSender => Peer;

    public override void SetPeer(IPEndPoint client) => throw new InvalidOperationException("This is a client's.");

    protected override void SendDatagram(ReadOnlySpan<byte> datagram)
    {
        foreach (byte[] changed in _change(datagram.ToArray()))
            _socket.Send(changed);
    }

    protected override int ReceiveDatagram(Span<byte> buffer, TimeSpan wait) =>
        _socket.Poll(wait, SelectMode.SelectRead) ? _socket.Receive(buffer) : -1;

    protected override void CloseChannel() => _socket.Dispose();
}
