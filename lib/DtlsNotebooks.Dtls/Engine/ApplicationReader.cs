using System.Buffers;
using System.Diagnostics;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>Reads a session's application data, one record at a time. Threads take turns.</summary>
internal sealed class ApplicationReader(SessionTransport transport, SessionEnd end)
{
    /// <summary>
    /// Is never waited for: what parks ends the receive. A shorter one could end between two records of one datagram.
    /// </summary>
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly PlaintextBuffer _received = new();

    /// <param name="dtls">The session's record layer.</param>
    /// <param name="buffer">Receives the data.</param>
    /// <param name="count">How many bytes came.</param>
    /// <param name="bound">How long to wait; null to return <see cref="DtlsStatus.WantRead"/> instead.</param>
    /// <exception cref="DtlsException">The peer ended the session with a fatal alert.</exception>
    internal DtlsStatus Read(DtlsTransport dtls, Span<byte> buffer, out int count, TimeSpan? bound)
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
            DtlsStatus status = _received.IsEmpty
                ? Receive(dtls, bound - Stopwatch.GetElapsedTime(start))
                : DtlsStatus.Done;
            count = status == DtlsStatus.Done ? _received.Take(buffer) : 0;
            return status;
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
            _lock.Exit();
        }
    }

    private DtlsStatus Receive(DtlsTransport dtls, TimeSpan? bound)
    {
        if (!end.IsOpen)
        {
            return DtlsStatus.Closed;
        }

        try
        {
            transport.LongestExpected = SessionTransport.LongestRecord;
            int length = _received.FillPending(dtls);
            length = length >= 0 ? length : FillFromNext(dtls, bound);
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

    /// <summary>
    /// Takes a datagram before BouncyCastle asks for it, because for each call it allocates as much as could come:
    /// this way that is as much as has come.
    /// </summary>
    private int FillFromNext(DtlsTransport dtls, TimeSpan? bound)
    {
        byte[] datagram = ArrayPool<byte>.Shared.Rent(transport.GetReceiveLimit());
        try
        {
            return bound is TimeSpan wait
                ? FillInTime(dtls, datagram, wait)
                : FillFrom(dtls, datagram, transport.TryReceive(datagram));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(datagram);
        }
    }

    /// <summary>A datagram without data, such as a repeated handshake message, does not end the wait.</summary>
    private int FillInTime(DtlsTransport dtls, byte[] datagram, TimeSpan bound)
    {
        long start = Stopwatch.GetTimestamp();
        int received,
            length;
        do
        {
            received = transport.Receive(datagram, WaitTime.ToMilliseconds(bound - Stopwatch.GetElapsedTime(start)));
            length = FillFrom(dtls, datagram, received);
        } while (length < 0 && received > 0 && end.IsOpen && Stopwatch.GetElapsedTime(start) < bound);
        return length;
    }

    private int FillFrom(DtlsTransport dtls, byte[] datagram, int received)
    {
        if (received <= 0)
        {
            return -1;
        }

        transport.Intake.Parking = static _ => throw new NothingThereException();
        transport.Intake.PutAhead(datagram.AsMemory(0, received));
        try
        {
            return _received.Fill(dtls, WaitTime.ToMilliseconds(LongEnough));
        }
        finally
        {
            transport.Intake.PutAhead(default);
            transport.Intake.Parking = null;
        }
    }
}
