using System.Net;
using System.Net.Sockets;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>
/// A path between one client and a server that a test holds in its hands: it may drop, change, repeat, keep and forge
/// datagrams.
/// </summary>
internal sealed class TestRelay : IDisposable
{
    private readonly Socket _clientSide = Loopback.Bound();
    private readonly Socket _serverSide = Loopback.Bound();
    private readonly IPEndPoint _server;
    private readonly Func<bool, byte[], IEnumerable<byte[]>> _pass;
    private readonly Thread _thread;
    private readonly Lock _lock = new();
    private readonly List<(bool ToServer, byte[] Datagram)> _seen = [];
    private volatile bool _stopped;
    private volatile IPEndPoint? _client;
    private volatile Exception? _fault;

    /// <param name="server">Where the server listens.</param>
    /// <param name="pass">
    /// From a datagram (and whether it goes to the server) to what is handed on; null hands everything on.
    /// </param>
    internal TestRelay(IPEndPoint server, Func<bool, byte[], IEnumerable<byte[]>>? pass = null)
    {
        _server = server;
        _pass = pass ?? ((_, datagram) => [datagram]);
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    internal IPEndPoint Address => _clientSide.Address();

    internal IReadOnlyList<(bool ToServer, byte[] Datagram)> Seen
    {
        get
        {
            lock (_lock)
            {
                return [.. _seen];
            }
        }
    }

    /// <summary>Sends a datagram that the other side did not send.</summary>
    internal void Inject(bool toServer, byte[] datagram) => HandOn(toServer, datagram);

    public void Dispose()
    {
        _stopped = true;
        _thread.Join(TimeSpan.FromSeconds(5));
        _clientSide.Dispose();
        _serverSide.Dispose();
        Assert.Null(_fault);
    }

    /// <summary>What a test's own code throws here fails that test, and not the process.</summary>
    private void Run()
    {
        try
        {
            RelayUntilStopped();
        }
#pragma warning disable CA1031 // Kept, and shown when the relay is disposed of.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _fault = exception;
        }
    }

    private void RelayUntilStopped()
    {
        while (!_stopped)
        {
            var ready = new List<Socket> { _clientSide, _serverSide };
            Socket.Select(ready, null, null, TimeSpan.FromMilliseconds(50));
            foreach (Socket socket in ready)
            {
                Relay(socket, toServer: socket == _clientSide);
            }
        }
    }

    private void Relay(Socket socket, bool toServer)
    {
        byte[] buffer = new byte[65536];
        EndPoint sender = new IPEndPoint(IPAddress.Any, 0);
        int length;
        try
        {
            length = socket.ReceiveFrom(buffer, ref sender);
        }
        catch (SocketException)
        {
            return;
        }

        if (toServer)
        {
            _client = (IPEndPoint)sender;
        }

        byte[] datagram = buffer[..length];
        lock (_lock)
        {
            _seen.Add((toServer, datagram));
        }

        foreach (byte[] handedOn in _pass(toServer, datagram))
        {
            HandOn(toServer, handedOn);
        }
    }

    private void HandOn(bool toServer, byte[] datagram)
    {
        try
        {
            _ = toServer ? _serverSide.SendTo(datagram, _server) : _clientSide.SendTo(datagram, _client!);
        }
        catch (SocketException)
        {
            // A refused datagram is a lost one.
        }
    }
}
