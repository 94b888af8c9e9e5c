using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// Makes a session's one handshake: it brings the datagrams to a <see cref="SteppedHandshake"/>, and waits for them
/// where the session may wait.
/// </summary>
internal sealed class HandshakeDriver(SessionTransport transport, SessionEnd end) : IDisposable
{
    private readonly Lock _lock = new();
    private int _began;
    private volatile SteppedHandshake? _underWay;
    private volatile RecordChannel? _result;
    private volatile DtlsException? _timeOut;

    /// <summary>What the handshake made; null before it is complete.</summary>
    internal RecordChannel? Result => _result;

    /// <summary>The handshake took too long, and what to throw where no status can say so; null where it did not.</summary>
    internal DtlsException? TimeOut => _timeOut;

    /// <summary>The one use of the session is taken.</summary>
    internal bool HasBegun => Volatile.Read(ref _began) != 0;

    /// <summary>A handshake has begun, and has not ended.</summary>
    internal bool IsUnderWay => _underWay is not null;

    /// <summary>
    /// Until the handshake has something to do without a datagram, in whole milliseconds, rounded up: a poll of the
    /// operating system counts in them. Null where none is under way.
    /// </summary>
    internal TimeSpan? Timeout =>
        Left is TimeSpan left ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)) : null;

    /// <summary>Takes the one use of the session.</summary>
    /// <param name="hasOwner">
    /// A listener may end the session at any moment, also before this: that is no mistake of the caller's.
    /// </param>
    /// <exception cref="DtlsException">Its owner has ended it.</exception>
    /// <exception cref="InvalidOperationException">It was taken before.</exception>
    internal void Begin(bool hasOwner)
    {
        bool isFirst = Interlocked.Exchange(ref _began, 1) == 0;
        if (hasOwner && !end.IsOpen)
        {
            throw end.Reason();
        }

        if (!isFirst || (!hasOwner && end.IsHere))
        {
            throw new InvalidOperationException(
                "A session is used once: make a new DtlsSession for the next connection."
            );
        }
    }

    /// <summary>Gives the use back: no client came.</summary>
    internal void TakeBack() => Interlocked.Exchange(ref _began, 0);

    /// <summary>Begins the handshake.</summary>
    /// <param name="make">Makes what knows its steps.</param>
    /// <exception cref="DtlsException">The handshake failed.</exception>
    internal DtlsStatus Start(Func<SteppedHandshake> make)
    {
        lock (_lock)
        {
            return Named(() =>
            {
                transport.ThrowIfOver();
                SteppedHandshake handshake = make();
                _underWay = handshake;
                handshake.Start();
                return Settle(handshake);
            });
        }
    }

    /// <summary>Lets the handshake go on with the datagrams that lie ready and with what is due; it never waits.</summary>
    /// <exception cref="DtlsException">The handshake failed.</exception>
    internal DtlsStatus Continue()
    {
        lock (_lock)
        {
            return _underWay is SteppedHandshake handshake ? Named(() => GoOn(handshake)) : Outcome;
        }
    }

    /// <summary>Waits for the end of the handshake.</summary>
    /// <exception cref="DtlsException">The handshake failed.</exception>
    internal DtlsStatus Finish()
    {
        byte[] buffer = [];
        try
        {
            DtlsStatus status = DtlsStatus.WantRead;
            while (status == DtlsStatus.WantRead)
            {
                status = Named(() =>
                {
                    int length = Wait(ref buffer);
                    return Take(buffer, length);
                });
            }

            return status;
        }
        finally
        {
            BufferPool.Return(buffer);
        }
    }

    /// <summary>Ends a handshake that is under way, after the transport was closed.</summary>
    public void Dispose() => Free();

    /// <summary>Names what goes wrong, and ends the session then.</summary>
    internal T Guard<T>(Func<T> run)
    {
        try
        {
            return run();
        }
        catch (IOException e)
        {
            Close();
            throw end.Explain(e);
        }
        catch (Exception e)
        {
            // A transport may be somebody else's code.
            Close();
            throw end.Explain(new TlsFatalAlert(AlertDescription.internal_error, e));
        }
    }

    private void Close()
    {
        end.Set();
        try
        {
            transport.Close();
        }
#pragma warning disable CA1031 // Why the session failed is known already, and is what the caller has to hear.
        catch (Exception)
#pragma warning restore CA1031
        {
            // There is nothing more to let go of.
        }
    }

    /// <summary>Until the handshake has something to do without a datagram; null where none is under way.</summary>
    private TimeSpan? Left
    {
        get
        {
            TimeSpan? left = _underWay?.Left;
            return left is not null && transport.AlertDueIn is TimeSpan alert && alert < left ? alert : left;
        }
    }

    private DtlsStatus Outcome => end.IsOpen && _result is not null ? DtlsStatus.Done : DtlsStatus.Closed;

    private int Wait(ref byte[] buffer)
    {
        if (Left is not TimeSpan left)
            return 0;

        int room = transport.GetReceiveLimit();
        if (buffer.Length < room)
        {
            BufferPool.Return(buffer);
            buffer = BufferPool.Rent(room);
        }

        return transport.Receive(buffer, WaitTime.ToMilliseconds(left));
    }

    private DtlsStatus Take(byte[] buffer, int length)
    {
        lock (_lock)
        {
            if (_underWay is not SteppedHandshake handshake)
                throw end.Reason();

            if (length > 0)
                handshake.Receive(buffer, length);

            handshake.Tick();
            return Settle(handshake);
        }
    }

    private DtlsStatus GoOn(SteppedHandshake handshake)
    {
        byte[] datagram = BufferPool.Rent(SessionTransport.LongestRecord);
        try
        {
            transport.ThrowIfOver();
            int left = DatagramIntake.MostInARow;
            while (!handshake.IsComplete && transport.TryReceive(datagram, ref left) is > 0 and int length)
                handshake.Receive(datagram, length);

            handshake.Tick();
            return Settle(handshake);
        }
        finally
        {
            BufferPool.Return(datagram);
        }
    }

    /// <summary>What was gathered goes out, and what is complete is handed over.</summary>
    private DtlsStatus Settle(SteppedHandshake handshake)
    {
        if (!handshake.IsComplete)
        {
            transport.Flush();
            return DtlsStatus.WantRead;
        }

        _result = handshake.Channel;
        Free();
        return DtlsStatus.Done;
    }

    /// <summary>
    /// A time-out is no failure that needs a stack trace: the status says it. Whatever ends the handshake frees it.
    /// </summary>
    private DtlsStatus Named(Func<DtlsStatus> work)
    {
        bool goesOn = false;
        try
        {
            DtlsStatus status = Guard(work);
            goesOn = status == DtlsStatus.WantRead;
            return status;
        }
        catch (DtlsException e) when (e.Error == DtlsError.TimedOut)
        {
            _timeOut = e;
            return DtlsStatus.TimedOut;
        }
        finally
        {
            if (!goesOn)
                Free();
        }
    }

    private void Free()
    {
        lock (_lock)
        {
            _underWay?.Dispose();
            _underWay = null;
        }
    }
}
