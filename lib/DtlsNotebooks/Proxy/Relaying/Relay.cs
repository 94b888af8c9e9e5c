using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace DtlsNotebooks.Proxy.Relaying;

/// <summary>
/// Decides when each datagram is handed on and hands it on. Everything in it runs on the one thread of
/// <see cref="RelayThread"/>; delayed datagrams wait in a queue ordered by the time they are due.
/// </summary>
internal sealed class Relay(
    Recording recording,
    RelayDirection toServer,
    RelayDirection toClient,
    Socket front,
    IPEndPoint server,
    IReadOnlyList<IProxyObserver> observers
)
{
    private const int SendAttempts = 10;
    private readonly PriorityQueue<RelayedDatagram, (long Due, long Order)> _queue = new();
    private readonly int _headerBytes = UdpOverIPHeaderBytes(server.AddressFamily);
    private long _order;

    /// <summary>Time until the next held-back datagram is due; null where none is held back.</summary>
    public TimeSpan? UntilNextDue
    {
        get
        {
            if (!_queue.TryPeek(out _, out (long Due, long Order) key))
                return null;
            long now = Stopwatch.GetTimestamp();
            return key.Due <= now ? TimeSpan.Zero : Stopwatch.GetElapsedTime(now, key.Due);
        }
    }

    /// <summary>Decides what becomes of a datagram that has come in, and hands it on where that is now.</summary>
    public void Route(RelayedDatagram datagram, ClientPath path)
    {
        RelayDirection way = WayOf(datagram);
        Rules rules = way.Rules;
        Decision decision = rules.Decide(datagram);
        if (decision.DroppedAs is { } status)
        {
            Settle(datagram, status);
            return;
        }

        RelayedDatagram? copy = decision.CopyDelay is null ? null : recording.Repeat(datagram);
        if (decision.CorruptBit is { } bit)
            recording.Corrupt(datagram, WithBitTurned(datagram.Payload.Span, bit));

        Send(datagram, path, way, rules.Impairment, decision.Delay, decision.HeldForReorder);
        if (copy is not null)
            Send(copy, path, way, rules.Impairment, decision.CopyDelay!.Value, held: false);
    }

    /// <summary>Hands on every held-back datagram that is due.</summary>
    public void DeliverDue()
    {
        if (_queue.Count == 0)
            return;
        long now = Stopwatch.GetTimestamp();
        while (_queue.TryPeek(out RelayedDatagram? datagram, out (long Due, long Order) key) && key.Due <= now)
        {
            _queue.Dequeue();
            if (datagram.Status == DeliveryStatus.Pending && datagram.Due == key.Due)
                DeliverHeldBack(datagram);
        }
    }

    /// <summary>The host said that nobody listens at the server's port.</summary>
    public void Refuse(ClientPath path)
    {
        if (path.LastToServer is not { Status: DeliveryStatus.Delivered } datagram)
            return;
        recording.Settle(datagram, DeliveryStatus.Refused);
        Tell(observer => observer.Refused(datagram.Snapshot()));
    }

    private void Send(
        RelayedDatagram datagram,
        ClientPath path,
        RelayDirection way,
        Impairment impairment,
        TimeSpan delay,
        bool held
    )
    {
        long now = Stopwatch.GetTimestamp();
        bool atOnce = !held && delay == TimeSpan.Zero && impairment.RateBitsPerSecond is null;
        if (!atOnce && way.PendingCount >= impairment.Limit)
        {
            Settle(datagram, DeliveryStatus.QueueFull);
            return;
        }

        long due = way.Pass(now, datagram.Payload.Length + _headerBytes, impairment.RateBitsPerSecond) + Ticks(delay);
        if (atOnce)
        {
            Deliver(datagram, path);
        }
        else
        {
            way.PendingCount++;
            path.PendingCount++;
            datagram.Due = held ? due + Ticks(impairment.ReorderHold) : due;
            _queue.Enqueue(datagram, (datagram.Due, _order++));
        }

        if (held)
            path.Held(datagram.Direction).Add(datagram);
        else
            ReleaseOvertaken(path, datagram.Direction, due);
    }

    private void ReleaseOvertaken(ClientPath path, Direction direction, long due)
    {
        List<RelayedDatagram> held = path.Held(direction);
        foreach (RelayedDatagram datagram in held)
        {
            if (datagram.Status != DeliveryStatus.Pending || datagram.Due <= due)
                continue;
            datagram.Due = due;
            _queue.Enqueue(datagram, (due, _order++));
        }

        held.Clear();
    }

    private void DeliverHeldBack(RelayedDatagram datagram)
    {
        ClientPath path = datagram.Path!;
        WayOf(datagram).PendingCount--;
        path.PendingCount--;
        path.Held(datagram.Direction).Remove(datagram);
        Deliver(datagram, path);
    }

    private void Deliver(RelayedDatagram datagram, ClientPath path)
    {
        recording.HandOn(datagram);
        DeliveryStatus status =
            datagram.Direction == Direction.ToServer ? SendToServer(datagram, path) : SendToClient(datagram, path);
        Settle(datagram, status);
    }

    // Those who are told come first: whoever finds its fate in the recording finds it in a file too.
    private void Settle(RelayedDatagram datagram, DeliveryStatus status)
    {
        if (observers.Count > 0)
        {
            CapturedDatagram told = datagram.Snapshot() with { Status = status };
            if (status == DeliveryStatus.SendFailed)
                told = told with { Delivered = null };
            Tell(observer => observer.Settled(told, datagram.Started));
        }

        recording.Settle(datagram, status);
    }

    private void Tell(Action<IProxyObserver> word)
    {
        foreach (IProxyObserver observer in observers)
        {
            try
            {
                word(observer);
            }
#pragma warning disable CA1031 // Who only looks on must not end the network.
            catch (Exception e)
#pragma warning restore CA1031
            {
                recording.Report($"{observer.GetType().Name} threw {e.GetType().Name}: {e.Message}", ofRule: false);
            }
        }
    }

    private DeliveryStatus SendToServer(RelayedDatagram datagram, ClientPath path)
    {
        for (int attempt = 1; attempt <= SendAttempts; attempt++)
        {
            path.Upstream.Send(datagram.DeliveredPayload.Span, SocketFlags.None, out SocketError error);
            if (error == SocketError.Success)
            {
                path.LastToServer = datagram;
                return HasError(path.Upstream) ? DeliveryStatus.Refused : DeliveryStatus.Delivered;
            }

            if (error is SocketError.ConnectionRefused or SocketError.ConnectionReset)
                Refuse(path); // The answer to an earlier datagram, told now; this one was not sent yet.
            else if (!IsPassing(error))
                return DeliveryStatus.SendFailed;
        }

        return DeliveryStatus.SendFailed;
    }

    private DeliveryStatus SendToClient(RelayedDatagram datagram, ClientPath path)
    {
        for (int attempt = 1; attempt <= SendAttempts; attempt++)
        {
            try
            {
                front.SendTo(datagram.DeliveredPayload.Span, SocketFlags.None, path.Address);
                return DeliveryStatus.Delivered;
            }
            catch (SocketException e)
                when (IsPassing(e.SocketErrorCode)
                    || e.SocketErrorCode is SocketError.ConnectionRefused or SocketError.ConnectionReset
                )
            {
                // The next attempt follows.
            }
            catch (SocketException)
            {
                return DeliveryStatus.SendFailed;
            }
        }

        return DeliveryStatus.SendFailed;
    }

    // Over loopback the answer of ICMP is there as soon as the send call returns.
    private static bool HasError(Socket socket)
    {
        try
        {
            return socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error) is int error && error != 0;
        }
        catch (SocketException)
        {
            return false; // The next call on the socket tells.
        }
    }

    // A full buffer of the network is over in a moment; one millisecond a time keeps the whole wait short.
    private static bool IsPassing(SocketError error)
    {
        bool isPassing =
            error is SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable or SocketError.Interrupted;
        if (isPassing)
            Thread.Sleep(1);
        return isPassing;
    }

    private RelayDirection WayOf(RelayedDatagram datagram) =>
        datagram.Direction == Direction.ToServer ? toServer : toClient;

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);

    private static int UdpOverIPHeaderBytes(AddressFamily family) =>
        8 + (family == AddressFamily.InterNetwork ? 20 : 40);

    private static byte[] WithBitTurned(ReadOnlySpan<byte> payload, int bit)
    {
        byte[] changed = [.. payload];
        changed[bit / 8] ^= (byte)(0x80 >> (bit % 8));
        return changed;
    }
}
