using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace DtlsNotebooks.Proxy;

/// <summary>
/// The one thread of a proxy: waits for datagrams on all its sockets, and for held-back ones to be due.
/// A thread of its own, because a cell that blocks the thread pool must not stop the network.
/// </summary>
internal sealed class RelayThread : IDisposable
{
    private const int ClientLimit = 1000;
    private const int BufferBytes = 4 * 1024 * 1024;
    private const int BatchDatagrams = 4096;
    private const int BatchBytes = 16 * 1024 * 1024;
    private const int FailureLimit = 100;
    private const int SioUdpConnReset = -1744830452;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ClosingBound = TimeSpan.FromSeconds(1);

    private readonly Recording recording;
    private readonly IPEndPoint server;
    private readonly Socket front;
    private readonly Socket wake;
    private readonly Relay relay;
    private readonly Thread thread;
    private readonly Dictionary<SocketAddress, ClientPath> byAddress = [];
    private readonly Dictionary<Socket, ClientPath> bySocket = [];
    private readonly List<Socket> readable = [];
    private readonly List<Socket> faulty = [];
    private readonly List<(Transit Transit, ClientPath Path)> batch = [];
    private readonly byte[] buffer = new byte[65_536];
    private readonly SocketAddress sender;
    private readonly ConcurrentDictionary<int, byte> ports = [];
    private long? finalOverrun;
    private int batchBytes;
    private volatile bool stopping;
    private int disposed;

    public RelayThread(Recording recording, Lane toServer, Lane toClient, IPEndPoint server, int port)
    {
        this.recording = recording;
        this.server = server;
        sender = new(server.AddressFamily);
        front = OpenFront(server.AddressFamily, port);
        wake = OpenWake();
        relay = new(recording, toServer, toClient, front, server);
        EndPoint = (IPEndPoint)front.LocalEndPoint!;
        ports.TryAdd(EndPoint.Port, 0);
        thread = new(Run) { IsBackground = true, Name = $"UdpProxy {EndPoint.Port}" };
        thread.Start();
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>Datagrams that the operating system dropped because a receive buffer of ours was full; null where it does not tell.</summary>
    public long? Overrun() => finalOverrun ?? ReceiveBufferDrops.Of(server.AddressFamily, ports.Keys);

    /// <summary>Stops the thread and closes every socket; returns within about a second even where a rule of the reader hangs.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
            return;

        finalOverrun = Overrun();
        stopping = true;
        try
        {
            wake.Send([0]);
        }
        catch (SocketException)
        {
            // Unwoken, the thread looks for itself within LongestWait.
        }

        if (Thread.CurrentThread != thread)
            thread.Join(ClosingBound);
        front.Dispose();
        wake.Dispose();
        recording.End();
    }

    private void Run()
    {
        int failures = 0;
        while (!stopping && failures < FailureLimit)
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
                if (!stopping)
                    recording.Report($"The proxy met {e.GetType().Name}: {e.Message}", ofRule: false);
            }
        }

        foreach (ClientPath path in byAddress.Values)
            path.Dispose();
        front.Dispose();
        recording.End();
    }

    private void Turn()
    {
        relay.DeliverDue();
        WaitForSockets();

        // Everything that waits is read before anything is handed on: that empties the operating
        // system's small buffer as fast as possible when a sender sends in a burst.
        batch.Clear();
        batchBytes = 0;
        foreach (Socket socket in readable)
            Read(socket);
        foreach (Socket socket in faulty)
            Read(socket);
        foreach ((Transit transit, ClientPath path) in batch)
        {
            relay.Route(transit, path);
            relay.DeliverDue();
        }
    }

    private void WaitForSockets()
    {
        readable.Clear();
        readable.Add(front);
        readable.Add(wake);
        readable.AddRange(bySocket.Keys);
        faulty.Clear();
        faulty.AddRange(bySocket.Keys);
        TimeSpan wait = relay.UntilNextDue is { } due && due < LongestWait ? due : LongestWait;
        Socket.Select(readable, null, faulty, wait);
    }

    private void Read(Socket socket)
    {
        if (socket == front)
            ReadFront();
        else if (socket == wake)
            wake.Receive(buffer, SocketFlags.None, out _);
        else if (bySocket.TryGetValue(socket, out ClientPath? path))
            ReadUpstream(path);
    }

    private void ReadFront()
    {
        do
        {
            int length;
            try
            {
                length = front.ReceiveFrom(buffer, SocketFlags.None, sender);
            }
            catch (SocketException)
            {
                return; // Nothing was there after all, or an ICMP error about a client that has left.
            }

            if (PathOf(sender) is { } path)
                Take(Direction.ToServer, path, length);
        }
        while (BatchHasRoom() && front.Poll(0, SelectMode.SelectRead));
    }

    private void ReadUpstream(ClientPath path)
    {
        while (BatchHasRoom())
        {
            int length = path.Upstream.Receive(buffer, SocketFlags.None, out SocketError error);
            if (error is SocketError.ConnectionRefused or SocketError.ConnectionReset)
                relay.Refuse(path);
            else if (error != SocketError.Success)
                return;
            else
                Take(Direction.ToClient, path, length);
        }
    }

    private bool BatchHasRoom() => batch.Count < BatchDatagrams && batchBytes < BatchBytes;

    private void Take(Direction direction, ClientPath path, int length)
    {
        Transit transit = recording.Begin(direction, path.Client, server, buffer[..length], path);
        path.LastUsed = transit.Received;
        batch.Add((transit, path));
        batchBytes += length;
    }

    private ClientPath? PathOf(SocketAddress address)
    {
        if (byAddress.TryGetValue(address, out ClientPath? known))
            return known;
        try
        {
            MakeRoom();
            SocketAddress key = new(address.Family, address.Size);
            address.Buffer.Span[..address.Size].CopyTo(key.Buffer.Span);
            var client = (IPEndPoint)server.Create(key);
            ClientPath path = new(key, client, OpenUpstream());
            byAddress.Add(key, path);
            bySocket.Add(path.Upstream, path);
            return path;
        }
        catch (SocketException e)
        {
            recording.Report($"No socket for another client could be opened ({e.SocketErrorCode}): its datagrams are lost.", ofRule: false);
            return null;
        }
    }

    // The client that was silent longest goes first; one with datagrams on their way stays.
    private void MakeRoom()
    {
        if (byAddress.Count < ClientLimit)
            return;
        HashSet<ClientPath> busy = [.. batch.Select(entry => entry.Path)];
        if (byAddress.Values.Where(path => path.PendingCount == 0 && !busy.Contains(path)).MinBy(path => path.LastUsed) is { } oldest)
        {
            byAddress.Remove(oldest.Address);
            bySocket.Remove(oldest.Upstream);
            ports.TryRemove(((IPEndPoint)oldest.Upstream.LocalEndPoint!).Port, out _);
            oldest.Dispose();
        }
    }

    private Socket OpenUpstream()
    {
        Socket socket = Open(server.AddressFamily);
        try
        {
            socket.Connect(server);
            ports.TryAdd(((IPEndPoint)socket.LocalEndPoint!).Port, 0);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Socket OpenFront(AddressFamily family, int port)
    {
        Socket socket = Open(family);
        try
        {
            if (OperatingSystem.IsWindows())
                socket.IOControl(SioUdpConnReset, [0, 0, 0, 0], null); // Else a client that has left makes every receive fail.
            socket.Bind(new IPEndPoint(family == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback, port));
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            if (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
                throw new InvalidOperationException($"Port {port} is taken or not allowed: give the proxy another port, or 0 for any free one.", e);
            throw;
        }
    }

    private static Socket OpenWake()
    {
        Socket socket = Open(AddressFamily.InterNetwork);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Connect(socket.LocalEndPoint!);
        return socket;
    }

    private static Socket Open(AddressFamily family) => new(family, SocketType.Dgram, ProtocolType.Udp)
    {
        Blocking = false,
        ReceiveBufferSize = BufferBytes,
        SendBufferSize = BufferBytes / 4, // macOS sends no datagram larger than this buffer.
    };
}
