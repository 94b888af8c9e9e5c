using System.Collections.Concurrent;
using System.Diagnostics;
using DtlsNotebooks.Proxy;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>Two datagram transports in memory that record all, and drop what the test says.</summary>
internal sealed class MemoryLink(Func<Direction, int, bool> drops)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Lock _gate = new();
    private readonly List<RecordedDatagram> _recorded = [];
    private readonly int[] _sent = new int[2];

    public BlockingCollection<byte[]> ToServer { get; } = [];

    public BlockingCollection<byte[]> ToClient { get; } = [];

    public IReadOnlyList<RecordedDatagram> Recorded
    {
        get
        {
            lock (_gate)
                return [.. _recorded];
        }
    }

    public void Send(Direction direction, byte[] datagram)
    {
        lock (_gate)
        {
            bool dropped = drops(direction, _sent[(int)direction]++);
            _recorded.Add(new RecordedDatagram(direction, datagram, _clock.Elapsed, dropped));
            if (!dropped)
                (direction == Direction.ToServer ? ToServer : ToClient).Add(datagram);
        }
    }

    public MemoryTransport Of(Direction sends, int sendLimit, bool coalesces) => new(this, sends, sendLimit, coalesces);

    internal sealed class MemoryTransport(MemoryLink link, Direction sends, int sendLimit, bool coalesces)
        : DatagramTransport,
            DatagramSender
    {
        private readonly BlockingCollection<byte[]> _inbox =
            sends == Direction.ToServer ? link.ToClient : link.ToServer;
        private readonly List<byte> _held = [];

        public bool IsClosed { get; private set; }

        public int GetReceiveLimit() => 16384;

        public int GetSendLimit() => sendLimit;

        public int Receive(byte[] buf, int off, int len, int waitMillis) => Receive(buf.AsSpan(off, len), waitMillis);

        public int Receive(Span<byte> buffer, int waitMillis)
        {
            Flush();
            if (!_inbox.TryTake(out byte[]? datagram, waitMillis == 0 ? 20_000 : waitMillis))
                return -1;
            datagram.CopyTo(buffer);
            return datagram.Length;
        }

        public void Send(byte[] buf, int off, int len) => Send(buf.AsSpan(off, len));

        public void Send(ReadOnlySpan<byte> buffer)
        {
            if (!coalesces || _held.Count + buffer.Length > sendLimit)
                Flush();
            _held.AddRange(buffer);
            if (!coalesces)
                Flush();
        }

        public void Close()
        {
            Flush();
            IsClosed = true;
        }

        private void Flush()
        {
            if (_held.Count > 0)
                link.Send(sends, [.. _held]);
            _held.Clear();
        }
    }
}
