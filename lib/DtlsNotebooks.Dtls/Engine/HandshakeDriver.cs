using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// Makes a session's one handshake: in the caller's thread, or as a fiber where the session must not wait.
/// </summary>
internal sealed class HandshakeDriver(SessionTransport transport, SessionEnd end) : IDisposable
{
    private readonly Lock _lock = new();
    private int _began;
    private volatile ParkedHandshake? _parked;
    private volatile DtlsTransport? _result;
    private volatile DtlsException? _timeOut;

    /// <summary>What the handshake made; null before it is complete.</summary>
    internal DtlsTransport? Result => _result;

    /// <summary>The handshake took too long, and what to throw where no status can say so; null where it did not.</summary>
    internal DtlsException? TimeOut => _timeOut;

    /// <summary>The one use of the session is taken.</summary>
    internal bool HasBegun => Volatile.Read(ref _began) != 0;

    /// <summary>A fiber is parked, or runs.</summary>
    internal bool IsUnderWay => _parked is not null;

    /// <summary>Until the timer of a parked handshake runs out; null where none is parked.</summary>
    internal TimeSpan? Timeout => _parked?.Timeout;

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

    /// <summary>Makes the handshake, or its first step.</summary>
    /// <param name="handshake">BouncyCastle's; it must not refer to the session.</param>
    /// <param name="blocking">Wait for its end.</param>
    /// <exception cref="DtlsException">The handshake failed.</exception>
    internal DtlsStatus Run(Func<DtlsTransport> handshake, bool blocking)
    {
        if (!blocking)
        {
            _parked = new ParkedHandshake(transport, handshake);
            return Continue();
        }

        return Finish(handshake);
    }

    /// <summary>Lets a parked handshake go on.</summary>
    /// <exception cref="DtlsException">The handshake failed.</exception>
    internal DtlsStatus Continue()
    {
        lock (_lock)
        {
            if (_parked is not ParkedHandshake parked)
            {
                return end.IsOpen && _result is not null ? DtlsStatus.Done : DtlsStatus.Closed;
            }

            DtlsStatus status = DtlsStatus.Closed;
            try
            {
                return status = Finish(parked.Step);
            }
            finally
            {
                if (status != DtlsStatus.WantRead)
                    Free();
            }
        }
    }

    /// <summary>Ends a handshake that is under way, after the transport was closed.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            Free();
        }
    }

    /// <summary>A time-out is no failure that needs a stack trace: the status says it.</summary>
    private DtlsStatus Finish(Func<DtlsTransport?> handshake)
    {
        try
        {
            _result = Guard(handshake);
            return _result is null ? DtlsStatus.WantRead : DtlsStatus.Done;
        }
        catch (DtlsException e) when (e.Error == DtlsError.TimedOut)
        {
            _timeOut = e;
            return DtlsStatus.TimedOut;
        }
    }

    private void Free()
    {
        _parked?.Dispose();
        _parked = null;
    }

    /// <summary>Names what goes wrong, and ends the session then.</summary>
    internal T Guard<T>(Func<T> run)
    {
        try
        {
            return run();
        }
        catch (IOException e)
        {
            end.Set();
            transport.Close();
            throw end.Explain(e);
        }
    }
}
