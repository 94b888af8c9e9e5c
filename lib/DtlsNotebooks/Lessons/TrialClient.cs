using System.Net.Sockets;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Lessons;

/// <summary>
/// A nonblocking client with an open session through a <see cref="UdpProxy"/>, to try a student's method with. The
/// network is without a fault until the session is open.
/// </summary>
internal sealed class TrialClient : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(6);

    internal TrialClient(UdpProxy network, DtlsContext context)
    {
        network.ToClient = network.ToServer = Impairment.None;
        Socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        Socket.Connect(network.EndPoint);
        Socket.Blocking = false;
        Transport = new CountedTransport(Socket);
        Session = new DtlsSession(context with { HandshakeTimeout = Bound }, Transport) { Blocking = false };
        DtlsStatus status = Session.Connect("localhost");
        while (status == DtlsStatus.WantRead)
        {
            bool isReadable = Socket.Poll(Session.CurrentTimeout ?? Bound, SelectMode.SelectRead);
            status = isReadable ? Session.Connect("localhost") : Session.GotTimeout();
        }

        if (status != DtlsStatus.Done)
        {
            Dispose();
            throw new InvalidOperationException($"The trial's own handshake ended with {status}: is there a server?");
        }
    }

    /// <summary>The connected socket.</summary>
    internal Socket Socket { get; }

    /// <summary>Counts how often the session looks for a datagram.</summary>
    internal CountedTransport Transport { get; }

    /// <summary>The open session.</summary>
    internal DtlsSession Session { get; }

    /// <summary>Ends the session and closes the socket: a loop that still uses them ends by an exception.</summary>
    public void Dispose()
    {
        Session.Dispose();
        Socket.Dispose();
    }
}
