using System.Diagnostics;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>Reads a session's application data, one record at a time. Threads take turns.</summary>
internal sealed class ApplicationReader(SessionTransport transport, SessionEnd end)
{
    /// <summary>What is taken in before anybody reads holds no more than this, in bytes.</summary>
    private const int LargestTakenIn = 256 * 1024;

    private readonly Lock _lock = new();
    private readonly PlaintextBuffer _received = new();
    private readonly Queue<byte[]> _takenIn = new();
    private int _takenInBytes;
    private volatile bool _heard;
    private IOException? _failure;

    /// <summary>The peer has sent application data, so it has this side's last flight.</summary>
    internal bool Heard => _heard;

    /// <param name="channel">What opens the session's records.</param>
    /// <param name="buffer">Receives the data.</param>
    /// <param name="count">How many bytes came.</param>
    /// <param name="bound">How long to wait; null to return <see cref="DtlsStatus.WantRead"/> instead.</param>
    /// <exception cref="DtlsException">The peer ended the session with a fatal alert.</exception>
    internal DtlsStatus Read(RecordChannel channel, Span<byte> buffer, out int count, TimeSpan? bound)
    {
        count = 0;
        long start = Stopwatch.GetTimestamp();
        if (!_lock.TryEnter(bound ?? TimeSpan.Zero))
        {
            return bound is null ? DtlsStatus.WantRead : DtlsStatus.TimedOut;
        }

        try
        {
            // The turn of another reader counts as waiting.
            DtlsStatus status =
                _received.IsEmpty && !TryTakeTakenIn()
                    ? Receive(channel, bound - Stopwatch.GetElapsedTime(start))
                    : DtlsStatus.Done;
            count = status == DtlsStatus.Done ? _received.Take(buffer) : 0;
            return status;
        }
        finally
        {
            _lock.Exit();
        }
    }

    /// <summary>
    /// Opens what lies ready, without waiting: the record layer then repeats a last flight that was lost (RFC 6347,
    /// section 4.2.4) and drops what is forged, and application data is kept for the next read. It does nothing while
    /// somebody reads, since that does the same.
    /// </summary>
    /// <param name="channel">What opens the session's records.</param>
    /// <param name="most">How many records may wait for the next read.</param>
    internal void TakeIn(RecordChannel channel, int most)
    {
        if (!_lock.TryEnter())
            return;

        try
        {
            for (int i = 0; i < 2 * most && end.IsOpen && HasRoomFor(most) && FillNow(channel); i++)
                Keep();
        }
        catch (IOException e)
        {
            // For whoever reads next, after what came before it.
            _failure = e;
        }
        finally
        {
            _lock.Exit();
        }
    }

    /// <summary>Forgets what was received.</summary>
    internal void Clear()
    {
        // A reader that waits is woken by the shutdown and lets go soon.
        if (_lock.TryEnter(TimeSpan.FromSeconds(1)))
        {
            _received.Clear();
            foreach (byte[] record in _takenIn)
                Array.Clear(record);
            _takenIn.Clear();
            _lock.Exit();
        }
    }

    private bool HasRoomFor(int most) => _received.IsEmpty && _takenIn.Count < most && _takenInBytes < LargestTakenIn;

    /// <summary>Whether a datagram lay ready, whatever was in it.</summary>
    private bool FillNow(RecordChannel channel) =>
        _received.FillNext(channel) >= 0 || (TryTakeDatagram(channel) && _received.FillNext(channel) >= -1);

    private void Keep()
    {
        if (_received.IsEmpty)
            return;

        byte[] record = new byte[_received.Length];
        _received.Take(record);
        _takenIn.Enqueue(record);
        _takenInBytes += record.Length;
        _heard = true;
    }

    private bool TryTakeTakenIn()
    {
        if (!_takenIn.TryDequeue(out byte[]? record))
            return false;

        _takenInBytes -= record.Length;
        _received.Put(record);
        Array.Clear(record);
        return true;
    }

    private DtlsStatus Receive(RecordChannel channel, TimeSpan? bound)
    {
        try
        {
            if (Interlocked.Exchange(ref _failure, null) is IOException failure)
                throw failure;

            if (!end.IsOpen)
                return DtlsStatus.Closed;

            int length = _received.FillNext(channel);
            length = length >= 0 ? length : FillFromNext(channel, bound);
            _heard |= length >= 0;
            return length >= 0 ? DtlsStatus.Done
                : !end.IsOpen ? DtlsStatus.Closed
                : bound is null ? DtlsStatus.WantRead
                : DtlsStatus.TimedOut;
        }
        catch (TlsFatalAlertReceived e)
        {
            end.Set();
            throw end.Explain(e);
        }
        catch (IOException) when (!end.IsOpen)
        {
            return DtlsStatus.Closed;
        }
        catch (IOException e)
        {
            end.Set();
            throw end.Explain(e);
        }
    }

    private int FillFromNext(RecordChannel channel, TimeSpan? bound)
    {
        if (bound is TimeSpan wait)
            return FillInTime(channel, wait);

        int left = DatagramIntake.MostInARow;
        int length = -1;
        while (length < 0 && end.IsOpen && TryTakeDatagram(channel, ref left))
            length = _received.FillNext(channel);

        return length;
    }

    /// <summary>A datagram without data, such as a repeated handshake message, does not end the wait.</summary>
    private int FillInTime(RecordChannel channel, TimeSpan bound)
    {
        transport.LongestExpected = SessionTransport.LongestRecord;
        long start = Stopwatch.GetTimestamp();
        byte[] datagram = BufferPool.Rent(SessionTransport.LongestRecord);
        try
        {
            int received,
                length;
            do
            {
                received = transport.Receive(
                    datagram,
                    WaitTime.ToMilliseconds(bound - Stopwatch.GetElapsedTime(start))
                );
                channel.Put(datagram.AsSpan(0, Math.Max(received, 0)));
                length = _received.FillNext(channel);
            } while (length < 0 && received > 0 && end.IsOpen && Stopwatch.GetElapsedTime(start) < bound);
            return length;
        }
        finally
        {
            BufferPool.Return(datagram);
        }
    }

    private bool TryTakeDatagram(RecordChannel channel)
    {
        int most = DatagramIntake.MostInARow;
        return TryTakeDatagram(channel, ref most);
    }

    /// <summary>Puts the datagram into the channel that lies ready.</summary>
    private bool TryTakeDatagram(RecordChannel channel, ref int most)
    {
        byte[] datagram = BufferPool.Rent(SessionTransport.LongestRecord);
        try
        {
            int received = transport.TryReceive(datagram, ref most);
            channel.Put(datagram.AsSpan(0, Math.Max(received, 0)));
            return received > 0;
        }
        finally
        {
            BufferPool.Return(datagram);
        }
    }
}
