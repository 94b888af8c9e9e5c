using System.Net;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// Carries the HelloVerifyRequests of a listener, each to whoever sent the ClientHello just received. It only sends.
/// </summary>
internal sealed class CookieAnswer(ListenerSocket socket, ListenerCounters counters) : SessionTransport(LargestDatagram)
{
    public override IPEndPoint? Peer => null;

    public override IPEndPoint? LastSender => null;

    public override void SetPeer(IPEndPoint client) { }

    protected override void SendDatagram(ReadOnlySpan<byte> datagram)
    {
        socket.Send(datagram, socket.Sender);
        counters.CookieSent();
    }

    protected override int ReceiveDatagram(Span<byte> buffer, TimeSpan wait) =>
        throw new IOException("The listener receives for all its peers.");

    protected override void CloseChannel() { }
}
