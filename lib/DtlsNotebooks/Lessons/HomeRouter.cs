using System.Net;
using System.Net.Sockets;

namespace DtlsNotebooks.Lessons;

/// <summary>
/// A router such as stands in most homes, on the loopback address: what a client sends to it leaves for the server
/// from a port that the router has chosen, and the answers come back through that port (network address translation,
/// RFC 4787). It serves one client at a time.
/// </summary>
/// <remarks>It may be disposed of twice, or never: its threads do not keep a process alive.</remarks>
/// <example><code>
/// using var router = new HomeRouter(server);
/// DtlsSession session = DtlsSession.ConnectTo(context, router.EndPoint);
/// router.ForgetClient();      // from now on the server sees another port
/// </code></example>
public sealed class HomeRouter : IDisposable
{
    private const int LargestDatagram = 65_535;
    private readonly IPEndPoint _server;
    private readonly Socket _inside = Bound();
    private readonly Lock _gate = new();
    private Socket _outside = Bound();
    private EndPoint? _client;
    private bool _isDisposed;

    /// <summary>Starts a router in front of a server.</summary>
    /// <param name="server">Where the server listens, on the loopback address.</param>
    public HomeRouter(IPEndPoint server)
    {
        ArgumentNullException.ThrowIfNull(server);
        _server = server;
        Start(() => Carry(_inside, ToServer));
        StartOutside(_outside);
    }

    /// <summary>Where clients send to.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_inside.LocalEndPoint!;

    /// <summary>The port that the server sees.</summary>
    public int OutsidePort
    {
        get
        {
            lock (_gate)
                return ((IPEndPoint)_outside.LocalEndPoint!).Port;
        }
    }

    /// <summary>
    /// Forgets which port the client had, as routers do after a silence (RFC 4787, section 4.3): its next datagram
    /// leaves from another one.
    /// </summary>
    public void ForgetClient()
    {
        lock (_gate)
        {
            if (_isDisposed)
                return;
            Socket old = _outside;
            // Bound before the old one is closed, so that the system cannot give the same port again.
            _outside = Bound();
            StartOutside(_outside);
            old.Dispose();
        }
    }

    /// <summary>Closes its sockets.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _outside.Dispose();
            _inside.Dispose();
        }
    }

    private static Socket Bound()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private static void Start(Action work) => new Thread(() => work()) { IsBackground = true }.Start();

    // Its own copy of the variable: ForgetClient sets another socket.
    private void StartOutside(Socket socket) => Start(() => Carry(socket, ToClient));

    private static void Carry(Socket from, Action<byte[], EndPoint> onwards)
    {
        byte[] buffer = new byte[LargestDatagram];
        EndPoint sender = new IPEndPoint(IPAddress.Any, 0);
        while (true)
        {
            try
            {
                int length = from.ReceiveFrom(buffer, ref sender);
                onwards(buffer[..length], sender);
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException e)
                when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionRefused)
            {
                // Nobody listened at the other end just now; a router goes on.
            }
            catch (SocketException)
            {
                return;
            }
        }
    }

    private void ToServer(byte[] datagram, EndPoint sender)
    {
        lock (_gate)
        {
            _client = sender;
            if (!_isDisposed)
                _outside.SendTo(datagram, _server);
        }
    }

    private void ToClient(byte[] datagram, EndPoint sender)
    {
        lock (_gate)
        {
            if (_client is not null && !_isDisposed && sender.Equals(_server))
                _inside.SendTo(datagram, _client);
        }
    }
}
