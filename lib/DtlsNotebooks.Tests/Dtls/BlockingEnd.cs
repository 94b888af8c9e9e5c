using System.Collections.Concurrent;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>A path in memory to BouncyCastle's own driver, which waits.</summary>
internal sealed class BlockingEnd : DatagramTransport, IDisposable
{
    private readonly BlockingCollection<byte[]> _arriving = [];

    /// <summary>What was sent and nobody has taken yet.</summary>
    internal ConcurrentQueue<byte[]> Sent { get; } = new();

    internal void Put(byte[] datagram)
    {
        if (!_arriving.IsAddingCompleted)
            _arriving.Add(datagram);
    }

    /// <summary>Nothing more comes, and whoever waits is told.</summary>
    internal void GiveUp() => _arriving.CompleteAdding();

    public int GetReceiveLimit() => 18000;

    public int GetSendLimit() => 1400;

    public int Receive(byte[] buf, int off, int len, int waitMillis) => Receive(buf.AsSpan(off, len), waitMillis);

    public int Receive(Span<byte> buffer, int waitMillis)
    {
        if (!_arriving.TryTake(out byte[]? datagram, waitMillis == 0 ? -1 : waitMillis))
            return _arriving.IsCompleted ? throw new IOException("the end") : -1;

        datagram.CopyTo(buffer);
        return datagram.Length;
    }

    public void Send(byte[] buf, int off, int len) => Send(buf.AsSpan(off, len));

    public void Send(ReadOnlySpan<byte> buffer) => Sent.Enqueue(buffer.ToArray());

    public void Close() { }

    public void Dispose() => _arriving.Dispose();
}
