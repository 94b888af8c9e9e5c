using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Lessons;

/// <summary>
/// An echo server for plain datagrams behind a relay that loses the first questions: something to try a client on.
/// </summary>
/// <example><code>using var echo = new LossyEcho(loseFirst: 2);</code></example>
public sealed class LossyEcho : IDisposable
{
    private const int LargestDatagram = 65_536;
    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly UdpProxy _relay;

    /// <summary>Opens the server and the relay, each on a free port of the loopback address.</summary>
    /// <param name="loseFirst">How many questions are lost before one gets through; 0 for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0.</exception>
    public LossyEcho(int loseFirst)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(loseFirst);
        _server.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _relay = new UdpProxy((IPEndPoint)_server.LocalEndPoint!)
        {
            ToServer = new Impairment { DropNth = [.. Enumerable.Range(1, loseFirst)] },
        };
        Task.Factory.StartNew(Serve, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Where clients ask.</summary>
    public IPEndPoint EndPoint => _relay.EndPoint;

    /// <summary>How many questions have come so far, the lost ones counted.</summary>
    public int Questions => _relay.Capture().Towards(Direction.ToServer).Count;

    /// <summary>
    /// A client's socket whose reads give up after a second, so that a client without a bound of its own ends as well.
    /// </summary>
    public static Socket NewClient() =>
        new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 1000 };

    /// <summary>Closes the server and the relay.</summary>
    public void Dispose()
    {
        _relay.Dispose();
        _server.Dispose();
    }

    private void Serve()
    {
        byte[] buffer = new byte[LargestDatagram];
        EndPoint client = new IPEndPoint(IPAddress.Any, 0);
        while (true)
        {
            try
            {
                int length = _server.ReceiveFrom(buffer, ref client);
                _server.SendTo(buffer, length, SocketFlags.None, client);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
            {
                // Windows tells here that an earlier client is gone.
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
