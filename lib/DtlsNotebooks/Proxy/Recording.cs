using System.Diagnostics;
using System.Net;

namespace DtlsNotebooks.Proxy;

/// <summary>Everything a proxy saw, of bounded size. Safe to use from every thread.</summary>
internal sealed class Recording(int datagramLimit = Recording.DatagramLimit, long byteLimit = Recording.ByteLimit)
{
    public const int DatagramLimit = 100_000;
    public const long ByteLimit = 128L * 1024 * 1024;
    private const int FaultLimit = 10;

    private readonly object gate = new();
    private readonly List<Transit> transits = [];
    private readonly List<string> faults = [];
    private readonly long[] fates = new long[Enum.GetValues<Fate>().Length];
    private long received;
    private long duplicated;
    private long corrupted;
    private long notRecorded;
    private long ruleFailures;
    private DateTimeOffset started = DateTimeOffset.Now;
    private long origin = Stopwatch.GetTimestamp();
    private long lastActivity = Stopwatch.GetTimestamp();
    private long bytes;
    private long inSendCall;
    private int generation;
    private int sequence;
    private bool ended;

    /// <summary>Notes a datagram that has just come in, or a copy of one.</summary>
    public Transit Begin(Direction direction, IPEndPoint client, IPEndPoint server, byte[] payload, ClientPath? path = null, Transit? original = null)
    {
        lock (gate)
        {
            long now = Stopwatch.GetTimestamp();
            // A copy belongs to the recording of its original, which may have been cleared meanwhile.
            bool isOfNow = original is null || original.Generation == generation;
            Transit transit = new()
            {
                Number = isOfNow ? ++sequence : original!.Number,
                Generation = original?.Generation ?? generation,
                Direction = direction,
                Client = client,
                Server = server,
                Payload = payload,
                DeliveredPayload = payload,
                Origin = original?.Origin ?? origin,
                Received = original?.Received ?? now,
                CopyOf = original?.Number,
                Path = path,
            };
            if (!isOfNow)
                return transit;
            if (original is null)
                received++;
            else
                duplicated++;
            fates[(int)Fate.Pending]++;
            Keep(transit);
            lastActivity = now;
            return transit;
        }
    }

    /// <summary>
    /// Notes that a datagram is about to be handed on. It is noted before it is sent, so that whoever has received it finds it in the
    /// recording; those who wait are woken by <see cref="Settle"/>, when the send call has returned.
    /// </summary>
    public void HandOn(Transit transit)
    {
        lock (gate)
        {
            transit.Delivered = Stopwatch.GetTimestamp();
            Change(transit, Fate.Delivered);
            if (transit.Generation == generation)
                inSendCall++;
            transit.IsInSendCall = true;
        }
    }

    /// <summary>Notes what became of a datagram; a later word replaces an earlier one.</summary>
    public void Settle(Transit transit, Fate fate)
    {
        lock (gate)
        {
            if (transit.IsInSendCall && transit.Generation == generation)
                inSendCall--;
            transit.IsInSendCall = false;
            Change(transit, fate);
            if (fate == Fate.SendFailed)
                transit.Delivered = null;
            Monitor.PulseAll(gate);
        }
    }

    public void Corrupt(Transit transit, byte[] changed)
    {
        lock (gate)
        {
            transit.DeliveredPayload = changed;
            if (transit.Generation == generation)
                corrupted++;
        }
    }

    /// <summary>Notes that something of the reader's own, or of the machine, went wrong without harm to the proxy.</summary>
    public void Report(string fault, bool ofRule)
    {
        lock (gate)
        {
            if (ofRule)
                ruleFailures++;
            if (faults.Count < FaultLimit && !faults.Contains(fault))
                faults.Add(fault);
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            generation++;
            sequence = 0;
            bytes = inSendCall = 0;
            transits.Clear();
            faults.Clear();
            Array.Clear(fates);
            received = duplicated = corrupted = notRecorded = ruleFailures = 0;
            started = DateTimeOffset.Now;
            origin = lastActivity = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>No datagram comes any more: nobody has to wait for one.</summary>
    public void End()
    {
        lock (gate)
        {
            ended = true;
            Monitor.PulseAll(gate);
        }
    }

    public Capture Snapshot(ICaptureDescriber describer)
    {
        lock (gate)
        {
            return new Capture([.. transits.Select(transit => transit.Snapshot())], started, describer)
            {
                NotRecorded = notRecorded,
                Faults = [.. faults],
            };
        }
    }

    public ProxyStatistics Statistics()
    {
        lock (gate)
        {
            return new()
            {
                Received = received,
                Duplicated = duplicated,
                Corrupted = corrupted,
                NotRecorded = notRecorded,
                RuleFailures = ruleFailures,
                Delivered = fates[(int)Fate.Delivered] + fates[(int)Fate.Refused],
                Dropped = fates[(int)Fate.Dropped] + fates[(int)Fate.TooLarge],
                QueueFull = fates[(int)Fate.QueueFull],
                Refused = fates[(int)Fate.Refused],
                SendFailed = fates[(int)Fate.SendFailed],
            };
        }
    }

    /// <summary>Waits until so many datagrams have come to their end.</summary>
    /// <returns>False where the limit ran out, or the proxy was closed, before.</returns>
    public bool WaitFor(int count, TimeSpan limit)
    {
        lock (gate)
        {
            long start = Stopwatch.GetTimestamp();
            while (sequence - Unfinished() < count)
            {
                TimeSpan left = limit - Stopwatch.GetElapsedTime(start);
                if (ended || left <= TimeSpan.Zero)
                    return false;
                Monitor.Wait(gate, Step(left));
            }

            return true;
        }
    }

    /// <summary>Waits until nothing is on its way and nothing has come for a while, counted from the call.</summary>
    /// <returns>False where the limit ran out before.</returns>
    public bool WaitForQuiet(TimeSpan quiet, TimeSpan limit)
    {
        lock (gate)
        {
            long start = Stopwatch.GetTimestamp();
            while (true)
            {
                bool pending = Unfinished() > 0;
                TimeSpan quietFor = Stopwatch.GetElapsedTime(Math.Max(start, lastActivity));
                if (!pending && (ended || quietFor >= quiet))
                    return true;
                TimeSpan left = limit - Stopwatch.GetElapsedTime(start);
                if (ended || left <= TimeSpan.Zero)
                    return false;
                Monitor.Wait(gate, Step(pending || left < quiet - quietFor ? left : quiet - quietFor));
            }
        }
    }

    private void Change(Transit transit, Fate fate)
    {
        if (transit.Generation == generation)
        {
            fates[(int)transit.Fate]--;
            fates[(int)fate]++;
            lastActivity = Stopwatch.GetTimestamp();
        }

        transit.Fate = fate;
    }

    private long Unfinished() => fates[(int)Fate.Pending] + inSendCall;

    private void Keep(Transit transit)
    {
        if (transits.Count >= datagramLimit || bytes + transit.Payload.Length > byteLimit)
        {
            notRecorded++;
            return;
        }

        bytes += transit.Payload.Length;
        transits.Add(transit);
    }

    // Monitor.Wait takes whole milliseconds and rounds down; one more keeps a last fraction from becoming a busy loop.
    private static TimeSpan Step(TimeSpan time) => TimeSpan.FromMilliseconds(Math.Min(1000, Math.Ceiling(time.TotalMilliseconds) + 1));
}
