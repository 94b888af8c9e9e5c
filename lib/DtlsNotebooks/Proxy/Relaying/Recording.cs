using System.Diagnostics;
using System.Net;

namespace DtlsNotebooks.Proxy.Relaying;

/// <summary>Everything a proxy saw, of bounded size. Safe to use from every thread.</summary>
internal sealed class Recording(
    int datagramLimit = Recording.DatagramLimit,
    long byteLimit = Recording.ByteLimit,
    bool keepNewest = false
)
{
    public const int DatagramLimit = 100_000;
    public const long ByteLimit = 128L * 1024 * 1024;
    private const int FaultLimit = 10;

    private readonly object _gate = new();
    private readonly List<RelayedDatagram?> _datagrams = [];
    private readonly PayloadStore _payloads = new();
    private readonly List<string> _faults = [];
    private readonly long[] _statuses = new long[Enum.GetValues<DeliveryStatus>().Length];
    private long _received;
    private long _duplicated;
    private long _corrupted;
    private long _notRecorded;
    private long _forgotten;
    private int _first;
    private long _ruleFailures;
    private DateTimeOffset _started = DateTimeOffset.Now;
    private long _origin = Stopwatch.GetTimestamp();
    private long _lastActivity = Stopwatch.GetTimestamp();
    private long _bytes;
    private long _inSendCall;
    private int _generation;
    private int _sequence;
    private bool _ended;

    /// <summary>Notes a datagram that has just come in, and keeps its bytes.</summary>
    public RelayedDatagram Begin(
        Direction direction,
        IPEndPoint client,
        IPEndPoint server,
        ReadOnlySpan<byte> payload,
        ClientPath? path = null
    )
    {
        lock (_gate)
        {
            long now = Stopwatch.GetTimestamp();
            bool isKept = MakeRoom(payload.Length);
            // What is not kept is forgotten as soon as it is sent.
            ReadOnlyMemory<byte> bytes = isKept ? _payloads.Keep(payload) : payload.ToArray();
            RelayedDatagram datagram = new()
            {
                Number = ++_sequence,
                Generation = _generation,
                Direction = direction,
                Client = client,
                Server = server,
                Payload = bytes,
                DeliveredPayload = bytes,
                Origin = _origin,
                Received = now,
                Started = _started,
                Path = path,
            };
            _received++;
            Keep(datagram, isKept, now);
            return datagram;
        }
    }

    /// <summary>Notes a copy that the network makes of a datagram.</summary>
    public RelayedDatagram Repeat(RelayedDatagram original)
    {
        lock (_gate)
        {
            // A copy belongs to the recording of its original, which may have been cleared meanwhile.
            bool isOfNow = original.Generation == _generation;
            RelayedDatagram copy = new()
            {
                Number = isOfNow ? ++_sequence : original.Number,
                Generation = original.Generation,
                Direction = original.Direction,
                Client = original.Client,
                Server = original.Server,
                Payload = original.Payload,
                DeliveredPayload = original.Payload,
                Origin = original.Origin,
                Received = original.Received,
                Started = original.Started,
                CopyOf = original.Number,
                Path = original.Path,
            };
            if (isOfNow)
            {
                _duplicated++;
                Keep(copy, MakeRoom(copy.Payload.Length), Stopwatch.GetTimestamp());
            }

            return copy;
        }
    }

    /// <summary>
    /// Notes that a datagram is about to be handed on. It is noted before it is sent, so that whoever has received it
    /// finds it in the
    /// recording; those who wait are woken by <see cref="Settle"/>, when the send call has returned.
    /// </summary>
    public void HandOn(RelayedDatagram datagram)
    {
        lock (_gate)
        {
            datagram.Delivered = Stopwatch.GetTimestamp();
            Change(datagram, DeliveryStatus.Delivered);
            if (datagram.Generation == _generation)
                _inSendCall++;
            datagram.IsInSendCall = true;
        }
    }

    /// <summary>Notes what became of a datagram; a later word replaces an earlier one.</summary>
    public void Settle(RelayedDatagram datagram, DeliveryStatus status)
    {
        lock (_gate)
        {
            if (datagram.IsInSendCall && datagram.Generation == _generation)
                _inSendCall--;
            datagram.IsInSendCall = false;
            Change(datagram, status);
            if (status == DeliveryStatus.SendFailed)
                datagram.Delivered = null;
            Monitor.PulseAll(_gate);
        }
    }

    public void Corrupt(RelayedDatagram datagram, byte[] changed)
    {
        lock (_gate)
        {
            datagram.DeliveredPayload = changed;
            if (datagram.Generation == _generation)
                _corrupted++;
        }
    }

    /// <summary>
    /// Notes that something of the reader's own, or of the machine, went wrong without harm to the proxy.
    /// </summary>
    public void Report(string fault, bool ofRule)
    {
        lock (_gate)
        {
            if (ofRule)
                _ruleFailures++;
            if (_faults.Count < FaultLimit && !_faults.Contains(fault))
                _faults.Add(fault);
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _generation++;
            _sequence = 0;
            _bytes = _inSendCall = 0;
            _datagrams.Clear();
            _faults.Clear();
            Array.Clear(_statuses);
            _received = _duplicated = _corrupted = _notRecorded = _forgotten = _ruleFailures = 0;
            _first = 0;
            _started = DateTimeOffset.Now;
            _origin = _lastActivity = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>No datagram comes any more: nobody has to wait for one.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            Monitor.PulseAll(_gate);
        }
    }

    public Capture Snapshot(ICaptureDescriber describer)
    {
        lock (_gate)
        {
            return Snapshot(_datagrams.Skip(_first), describer);
        }
    }

    /// <summary>The last datagrams up to a number, of all clients or of some.</summary>
    public Capture Latest(ICaptureDescriber describer, int count, int upTo, Func<IPEndPoint, bool>? ofClient)
    {
        lock (_gate)
        {
            List<RelayedDatagram> found = [];
            for (int at = _datagrams.Count - 1; at >= _first && found.Count < count; at--)
            {
                RelayedDatagram datagram = _datagrams[at]!;
                if (datagram.Number <= upTo && ofClient?.Invoke(datagram.Client) != false)
                    found.Add(datagram);
            }

            found.Reverse();
            return Snapshot(found, describer);
        }
    }

    private Capture Snapshot(IEnumerable<RelayedDatagram?> datagrams, ICaptureDescriber describer) =>
        new([.. datagrams.Select(datagram => datagram!.Snapshot())], _started, describer)
        {
            NotRecorded = _notRecorded,
            Faults = [.. _faults],
        };

    public ProxyStatistics Statistics()
    {
        lock (_gate)
        {
            return new()
            {
                Received = _received,
                Duplicated = _duplicated,
                Corrupted = _corrupted,
                NotRecorded = _notRecorded,
                Forgotten = _forgotten,
                RuleFailures = _ruleFailures,
                Delivered = _statuses[(int)DeliveryStatus.Delivered] + _statuses[(int)DeliveryStatus.Refused],
                Dropped = _statuses[(int)DeliveryStatus.Dropped] + _statuses[(int)DeliveryStatus.TooLarge],
                QueueFull = _statuses[(int)DeliveryStatus.QueueFull],
                Refused = _statuses[(int)DeliveryStatus.Refused],
                SendFailed = _statuses[(int)DeliveryStatus.SendFailed],
            };
        }
    }

    /// <summary>Waits until so many datagrams have come to their end.</summary>
    /// <returns>False where the limit ran out, or the proxy was closed, before.</returns>
    public bool WaitFor(int count, TimeSpan limit)
    {
        lock (_gate)
        {
            long start = Stopwatch.GetTimestamp();
            while (_sequence - Unfinished() < count)
            {
                TimeSpan left = limit - Stopwatch.GetElapsedTime(start);
                if (_ended || left <= TimeSpan.Zero)
                    return false;
                Monitor.Wait(_gate, Step(left));
            }

            return true;
        }
    }

    /// <summary>Waits until nothing is on its way and nothing has come for a while, counted from the call.</summary>
    /// <returns>False where the limit ran out before.</returns>
    public bool WaitForQuiet(TimeSpan quiet, TimeSpan limit)
    {
        lock (_gate)
        {
            long start = Stopwatch.GetTimestamp();
            while (true)
            {
                bool pending = Unfinished() > 0;
                TimeSpan quietFor = Stopwatch.GetElapsedTime(Math.Max(start, _lastActivity));
                if (!pending && (_ended || quietFor >= quiet))
                    return true;
                TimeSpan left = limit - Stopwatch.GetElapsedTime(start);
                if (_ended || left <= TimeSpan.Zero)
                    return false;
                Monitor.Wait(_gate, Step(pending || left < quiet - quietFor ? left : quiet - quietFor));
            }
        }
    }

    private void Change(RelayedDatagram datagram, DeliveryStatus status)
    {
        if (datagram.Generation == _generation)
        {
            _statuses[(int)datagram.Status]--;
            _statuses[(int)status]++;
            _lastActivity = Stopwatch.GetTimestamp();
        }

        datagram.Status = status;
    }

    private long Unfinished() => _statuses[(int)DeliveryStatus.Pending] + _inSendCall;

    // Whether there is room for so many bytes; where the newest are kept, it is made.
    private bool MakeRoom(int bytes)
    {
        while (keepNewest && _first < _datagrams.Count && IsFull(bytes))
            ForgetOldest();
        return !IsFull(bytes);
    }

    private bool IsFull(int bytes) => _datagrams.Count - _first >= datagramLimit || _bytes + bytes > byteLimit;

    private void Keep(RelayedDatagram datagram, bool isKept, long now)
    {
        _statuses[(int)DeliveryStatus.Pending]++;
        _lastActivity = now;
        if (!isKept)
        {
            _notRecorded++;
            return;
        }

        _bytes += datagram.Payload.Length;
        _datagrams.Add(datagram);
    }

    // Those in front are taken out of the list many at a time, since each time the others move up.
    private void ForgetOldest()
    {
        _bytes -= _datagrams[_first]!.Payload.Length;
        _datagrams[_first++] = null;
        _forgotten++;
        if (_first > 1024 && _first > _datagrams.Count / 2)
        {
            _datagrams.RemoveRange(0, _first);
            _first = 0;
        }
    }

    // Monitor.Wait takes whole milliseconds and rounds down; one more keeps a last fraction from becoming a busy loop.
    private static TimeSpan Step(TimeSpan time) =>
        TimeSpan.FromMilliseconds(Math.Min(1000, Math.Ceiling(time.TotalMilliseconds) + 1));
}
