using System.Buffers;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>Reads a session's application data, one record at a time. Threads take turns.</summary>
internal sealed class ApplicationReader(FlightTransport transport, SessionEnd end)
{
    /// <summary>Is never waited for: what parks ends the receive. A shorter one could end between two records of one datagram.</summary>
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
        if (!_lock.TryEnter(bound ?? TimeSpan.Zero))
        {
            return bound is null ? DtlsStatus.WantRead : DtlsStatus.TimedOut;
        }

        try
        {
            DtlsStatus status = _received.IsEmpty ? Receive(dtls, bound) : DtlsStatus.Done;
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
            int length = bound is TimeSpan wait ? _received.Fill(dtls, WaitTime.ToMilliseconds(wait)) : FillWithoutWaiting(dtls);
            return length >= 0 ? DtlsStatus.Done
                : !end.IsOpen ? DtlsStatus.Closed
                : bound is null ? DtlsStatus.WantRead : DtlsStatus.TimedOut;
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

    private int FillWithoutWaiting(DtlsTransport dtls)
    {
        int length = _received.FillPending(dtls);
        if (length >= 0)
        {
            return length;
        }

        byte[] datagram = ArrayPool<byte>.Shared.Rent(transport.GetReceiveLimit());
        try
        {
            int received = transport.TryReceive(datagram);
            return received > 0 ? FillFrom(dtls, datagram.AsMemory(0, received)) : -1;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(datagram);
        }
    }

    private int FillFrom(DtlsTransport dtls, ReadOnlyMemory<byte> datagram)
    {
        transport.Intake.Parking = static _ => throw new NothingThereException();
        transport.Intake.PutAhead(datagram);
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
