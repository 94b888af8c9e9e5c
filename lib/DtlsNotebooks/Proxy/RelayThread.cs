using System.Net;
using System.Net.Sockets;

namespace DtlsNotebooks.Proxy;

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

    private readonly Recording recording;
    private readonly IPEndPoint server;
    private readonly Socket front;
    private readonly Socket wake;
    private readonly Relay relay;
    private readonly Thread thread;
    private readonly ClientTable clients;
    private readonly List<Socket> readable = [];
    private readonly List<Socket> faulty = [];
    private readonly List<(Transit Transit, ClientPath Path)> batch = [];
    private readonly byte[] buffer = new byte[65_536];
    private readonly SocketAddress sender;
    private long? finalOverrun;
    private int batchBytes;
    private volatile bool stopping;
    private int disposed;

    public RelayThread(Recording recording, OneWay toServer, OneWay toClient, IPEndPoint server, int port)
    {
        this.recording = recording;
        this.server = server;
        sender = new(server.AddressFamily);
        front = ProxySockets.OpenFront(server.AddressFamily, port);
        wake = ProxySockets.OpenWake();
        clients = new(server);
        relay = new(recording, toServer, toClient, front, server);
        EndPoint = (IPEndPoint)front.LocalEndPoint!;
        thread = new(Run) { IsBackground = true, Name = $"UdpProxy {EndPoint.Port}" };
        thread.Start();
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>True where the thread has ended and its sockets are closed.</summary>
    public bool HasStopped => !thread.IsAlive;

    /// <summary>Datagrams that the operating system dropped because a receive buffer of ours was full; null where it does not tell.</summary>
    public long? Overrun() => finalOverrun ?? ReceiveBufferDrops.Of(server.AddressFamily, [EndPoint.Port, .. clients.Ports]);

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

        clients.Dispose();
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
            if (stopping)
                return;
            relay.Route(transit, path);
            relay.DeliverDue();
        }
    }

    private void WaitForSockets()
    {
        readable.Clear();
        readable.Add(front);
        readable.Add(wake);
        readable.AddRange(clients.Sockets);
        faulty.Clear();
        faulty.AddRange(clients.Sockets);
        TimeSpan wait = relay.UntilNextDue is { } due && due < LongestWait ? due : LongestWait;
        Socket.Select(readable, null, faulty, wait);
    }

    private void Read(Socket socket)
    {
        if (socket == front)
            ReadFront();
        else if (socket == wake)
            wake.Receive(buffer, SocketFlags.None, out _);
        else if (clients.Of(socket) is { } path)
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
        try
        {
            return clients.Of(address, batch);
        }
        catch (SocketException e)
        {
            recording.Report($"No socket for another client could be opened ({e.SocketErrorCode}): its datagrams are lost.", ofRule: false);
            return null;
        }
    }
}
