using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Benchmarks.Relays;

/// <summary>
/// A relay for one client as one would write it who wants nothing but to relay: a socket for each side, and a thread
/// each way that receives and sends. It records nothing.
/// </summary>
internal sealed class PlainRelay : IDisposable
{
    private readonly Socket _front = UdpSocketSetup.Open(AddressFamily.InterNetwork);
    private readonly Socket _back = UdpSocketSetup.Open(AddressFamily.InterNetwork);
    private volatile SocketAddress? _client;

    /// <summary>Starts it.</summary>
    /// <param name="server">Where what comes is sent on to.</param>
    public PlainRelay(IPEndPoint server)
    {
        // As the proxy has them, so that neither loses what the other one keeps.
        UdpSocketSetup.EnlargeBuffers(_front);
        UdpSocketSetup.EnlargeBuffers(_back);
        UdpSocketSetup.IgnorePortUnreachable(_front);
        _front.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _back.Connect(server);
        ReceiveLoop.Start(
            _front,
            (datagram, from) =>
            {
                Remember(from);
                _back.Send(datagram);
            }
        );
        ReceiveLoop.Start(_back, (datagram, _) => _front.SendTo(datagram, SocketFlags.None, _client!));
    }

    /// <summary>Where the client sends to.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_front.LocalEndPoint!;

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        _front.Dispose();
        _back.Dispose();
    }

    // A copy, because the next datagram's sender is written over it while the other thread may need it.
    private void Remember(SocketAddress from)
    {
        if (from.Equals(_client))
        {
            return;
        }

        var client = new SocketAddress(from.Family, from.Size);
        from.Buffer.Span[..from.Size].CopyTo(client.Buffer.Span);
        _client = client;
    }
}
