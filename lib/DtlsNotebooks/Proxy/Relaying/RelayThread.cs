using System.Net;
using System.Net.Sockets;

namespace DtlsNotebooks.Proxy.Relaying;

/// <summary>
/// The one thread of a proxy: waits for datagrams on all its sockets, and for held-back ones to be due.
/// A thread of its own, because a cell that blocks the thread pool must not stop the network.
/// </summary>
internal sealed class RelayThread : IDisposable
{
    private const int BatchDatagrams = 4096;
    private const int BatchBytes = 16 * 1024 * 1024;
    private const int FailureLimit = 100;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ClosingBound = TimeSpan.FromSeconds(1);

    private readonly Recording _recording;
    private readonly IPEndPoint _server;
    private readonly Socket _front;
    private readonly Socket _wake;
    private readonly Relay _relay;
    private readonly Thread _thread;
    private readonly ClientTable _clients;
    private readonly List<Socket> _readable = [];
    private readonly List<Socket> _faulty = [];
    private readonly List<(RelayedDatagram Datagram, ClientPath Path)> _batch = [];
    private readonly byte[] _buffer = new byte[65_536];
    private readonly SocketAddress _sender;
    private long? _finalOverrun;
    private int _batchBytes;
    private volatile bool _stopping;
    private int _disposed;

    public RelayThread(
        Recording recording,
        RelayDirection toServer,
        RelayDirection toClient,
        IPEndPoint server,
        UdpProxyOptions options
    )
    {
        this._recording = recording;
        this._server = server;
        _sender = new(server.AddressFamily);
        _front = ProxySockets.OpenFront(server.AddressFamily, options.Port, options.Any);
        _wake = ProxySockets.OpenWake();
        _clients = new(server);
        _relay = new(recording, toServer, toClient, _front, server, options.Observers);
        EndPoint = (IPEndPoint)_front.LocalEndPoint!;
        _thread = new(Run) { IsBackground = true, Name = $"UdpProxy {EndPoint.Port}" };
        _thread.Start();
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>True where the thread has ended and its sockets are closed.</summary>
    public bool HasStopped => !_thread.IsAlive;

    /// <summary>
    /// Datagrams that the operating system dropped because a receive buffer of ours was full; null where it does not
    /// tell.
    /// </summary>
    public long? Overrun() =>
        _finalOverrun ?? ReceiveBufferDrops.Of(_server.AddressFamily, [EndPoint.Port, .. _clients.Ports]);

    /// <summary>
    /// Stops the thread and closes every socket; returns within about a second even where a rule of the reader hangs.
    /// </summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;

        _finalOverrun = Overrun();
        _stopping = true;
        try
        {
            _wake.Send([0]);
        }
        catch (SocketException)
        {
            // Unwoken, the thread looks for itself within LongestWait.
        }

        if (Thread.CurrentThread != _thread)
            _thread.Join(ClosingBound);
        _front.Dispose();
        _wake.Dispose();
        _recording.End();
    }

    private void Run()
    {
        int failures = 0;
        while (!_stopping && failures < FailureLimit)
        {
            try
            {
                Turn();
                failures = 0;
            }
#pragma warning disable CA1031 // Whatever goes wrong here must not end the notebook's process.
            catch (Exception e)
#pragma warning restore CA1031
            {
                failures++;
                if (!_stopping)
                    _recording.Report($"The proxy met {e.GetType().Name}: {e.Message}", ofRule: false);
            }
        }

        _clients.Dispose();
        _front.Dispose();
        _recording.End();
    }

    private void Turn()
    {
        _relay.DeliverDue();
        WaitForSockets();

        // Everything that waits is read before anything is handed on: that empties the operating
        // system's small buffer as fast as possible when a sender sends in a burst.
        _batch.Clear();
        _batchBytes = 0;
        foreach (Socket socket in _readable)
            Read(socket);
        foreach (Socket socket in _faulty)
            Read(socket);
        foreach ((RelayedDatagram datagram, ClientPath path) in _batch)
        {
            if (_stopping)
                return;
            _relay.Route(datagram, path);
            _relay.DeliverDue();
        }
    }

    private void WaitForSockets()
    {
        _readable.Clear();
        _readable.Add(_front);
        _readable.Add(_wake);
        _readable.AddRange(_clients.Sockets);
        _faulty.Clear();
        _faulty.AddRange(_clients.Sockets);
        TimeSpan wait = _relay.UntilNextDue is { } due && due < LongestWait ? due : LongestWait;
        Socket.Select(_readable, null, _faulty, wait);
    }

    private void Read(Socket socket)
    {
        if (socket == _front)
            ReadFront();
        else if (socket == _wake)
            _wake.Receive(_buffer, SocketFlags.None, out _);
        else if (_clients.Of(socket) is { } path)
            ReadUpstream(path);
    }

    private void ReadFront()
    {
        do
        {
            int length;
            try
            {
                length = _front.ReceiveFrom(_buffer, SocketFlags.None, _sender);
            }
            catch (SocketException)
            {
                return; // Nothing was there after all, or an ICMP error about a client that has left.
            }

            if (PathOf(_sender) is { } path)
                Take(Direction.ToServer, path, length);
        } while (BatchHasRoom() && _front.Poll(0, SelectMode.SelectRead));
    }

    private void ReadUpstream(ClientPath path)
    {
        while (BatchHasRoom())
        {
            int length = path.Upstream.Receive(_buffer, SocketFlags.None, out SocketError error);
            if (error is SocketError.ConnectionRefused or SocketError.ConnectionReset)
                _relay.Refuse(path);
            else if (error != SocketError.Success)
                return;
            else
                Take(Direction.ToClient, path, length);
        }
    }

    private bool BatchHasRoom() => _batch.Count < BatchDatagrams && _batchBytes < BatchBytes;

    private void Take(Direction direction, ClientPath path, int length)
    {
        RelayedDatagram datagram = _recording.Begin(direction, path.Client, _server, _buffer.AsSpan(0, length), path);
        path.LastUsed = datagram.Received;
        _batch.Add((datagram, path));
        _batchBytes += length;
    }

    private ClientPath? PathOf(SocketAddress address)
    {
        try
        {
            return _clients.Of(address, _batch);
        }
        catch (SocketException e)
        {
            _recording.Report(
                $"No socket for another client could be opened ({e.SocketErrorCode}): its datagrams are lost.",
                ofRule: false
            );
            return null;
        }
    }
}
