using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace DtlsNotebooks.Proxy.Relaying;

/// <summary>
/// Decides when each datagram is handed on and hands it on. Everything in it runs on the one thread of
/// <see cref="RelayThread"/>; delayed datagrams wait in a queue ordered by the time they are due.
/// </summary>
internal sealed class Relay(Recording recording, OneWay toServer, OneWay toClient, Socket front, IPEndPoint server)
{
    private const int SendAttempts = 10;
    private readonly PriorityQueue<Transit, (long Due, long Order)> _queue = new();
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
    public void Route(Transit transit, ClientPath path)
    {
        OneWay way = WayOf(transit);
        Rules rules = way.Rules;
        Decision decision = rules.Decide(transit);
        if (decision.DroppedAs is { } fate)
        {
            recording.Settle(transit, fate);
            return;
        }

        Transit? copy = decision.CopyDelay is null
            ? null
            : recording.Begin(transit.Direction, transit.Client, transit.Server, transit.Payload, path, transit);
        if (decision.CorruptBit is { } bit)
            recording.Corrupt(transit, WithBitTurned(transit.Payload, bit));

        Send(transit, path, way, rules.Impairment, decision.Delay, decision.HeldForReorder);
        if (copy is not null)
            Send(copy, path, way, rules.Impairment, decision.CopyDelay!.Value, held: false);
    }

    /// <summary>Hands on every held-back datagram that is due.</summary>
    public void DeliverDue()
    {
        if (_queue.Count == 0)
            return;
        long now = Stopwatch.GetTimestamp();
        while (_queue.TryPeek(out Transit? transit, out (long Due, long Order) key) && key.Due <= now)
        {
            _queue.Dequeue();
            if (transit.Fate == Fate.Pending && transit.Due == key.Due)
                DeliverHeldBack(transit);
        }
    }

    /// <summary>The host said that nobody listens at the server's port.</summary>
    public void Refuse(ClientPath path)
    {
        if (path.LastToServer is { Fate: Fate.Delivered } transit)
            recording.Settle(transit, Fate.Refused);
    }

    private void Send(Transit transit, ClientPath path, OneWay way, Impairment impairment, TimeSpan delay, bool held)
    {
        long now = Stopwatch.GetTimestamp();
        bool atOnce = !held && delay == TimeSpan.Zero && impairment.RateBitsPerSecond is null;
        if (!atOnce && way.PendingCount >= impairment.Limit)
        {
            recording.Settle(transit, Fate.QueueFull);
            return;
        }

        long due = way.Pass(now, transit.Payload.Length + _headerBytes, impairment.RateBitsPerSecond) + Ticks(delay);
        if (atOnce)
        {
            Deliver(transit, path);
        }
        else
        {
            way.PendingCount++;
            path.PendingCount++;
            transit.Due = held ? due + Ticks(impairment.ReorderHold) : due;
            _queue.Enqueue(transit, (transit.Due, _order++));
        }

        if (held)
            path.Held(transit.Direction).Add(transit);
        else
            ReleaseOvertaken(path, transit.Direction, due);
    }

    private void ReleaseOvertaken(ClientPath path, Direction direction, long due)
    {
        List<Transit> held = path.Held(direction);
        foreach (Transit transit in held)
        {
            if (transit.Fate != Fate.Pending || transit.Due <= due)
                continue;
            transit.Due = due;
            _queue.Enqueue(transit, (due, _order++));
        }

        held.Clear();
    }

    private void DeliverHeldBack(Transit transit)
    {
        ClientPath path = transit.Path!;
        WayOf(transit).PendingCount--;
        path.PendingCount--;
        path.Held(transit.Direction).Remove(transit);
        Deliver(transit, path);
    }

    private void Deliver(Transit transit, ClientPath path)
    {
        recording.HandOn(transit);
        Fate fate = transit.Direction == Direction.ToServer ? SendToServer(transit, path) : SendToClient(transit, path);
        recording.Settle(transit, fate);
    }

    private Fate SendToServer(Transit transit, ClientPath path)
    {
        for (int attempt = 1; attempt <= SendAttempts; attempt++)
        {
            path.Upstream.Send(transit.DeliveredPayload, SocketFlags.None, out SocketError error);
            if (error == SocketError.Success)
            {
                path.LastToServer = transit;
                return HasError(path.Upstream) ? Fate.Refused : Fate.Delivered;
            }

            if (error is SocketError.ConnectionRefused or SocketError.ConnectionReset)
                Refuse(path); // The answer to an earlier datagram, told now; this one was not sent yet.
            else if (!IsPassing(error))
                return Fate.SendFailed;
        }

        return Fate.SendFailed;
    }

    private Fate SendToClient(Transit transit, ClientPath path)
    {
        for (int attempt = 1; attempt <= SendAttempts; attempt++)
        {
            try
            {
                front.SendTo(transit.DeliveredPayload, SocketFlags.None, path.Address);
                return Fate.Delivered;
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
                return Fate.SendFailed;
            }
        }

        return Fate.SendFailed;
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

    private OneWay WayOf(Transit transit) => transit.Direction == Direction.ToServer ? toServer : toClient;

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);

    private static int UdpOverIPHeaderBytes(AddressFamily family) =>
        8 + (family == AddressFamily.InterNetwork ? 20 : 40);

    private static byte[] WithBitTurned(byte[] payload, int bit)
    {
        byte[] changed = [.. payload];
        changed[bit / 8] ^= (byte)(0x80 >> (bit % 8));
        return changed;
    }
}
