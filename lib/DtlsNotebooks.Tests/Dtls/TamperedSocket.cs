using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>A client's connected socket that changes what it sends.</summary>
internal sealed class TamperedSocket : SessionTransport
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly SeededTampering _tampering;

    internal TamperedSocket(IPEndPoint server, SeededTampering tampering)
        : base(LargestDatagram)
    {
        _tampering = tampering;
        Peer = server;
        _socket.Connect(server);
    }

    public override IPEndPoint? Peer { get; }

    public override IPEndPoint? LastSender => Peer;

    public override void SetPeer(IPEndPoint client) => throw new InvalidOperationException("This is a client's.");

    protected override void SendDatagram(ReadOnlySpan<byte> datagram)
    {
        foreach (byte[] changed in _tampering.Apply(datagram.ToArray()))
            _socket.Send(changed);
    }

    protected override int ReceiveDatagram(Span<byte> buffer, TimeSpan wait) =>
        _socket.Poll(wait, SelectMode.SelectRead) ? _socket.Receive(buffer) : -1;

    protected override void CloseChannel() => _socket.Dispose();
}
