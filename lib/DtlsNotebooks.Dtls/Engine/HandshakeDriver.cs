using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// Makes a session's one handshake: in the caller's thread, or as a fiber where the session must not wait.
/// </summary>
internal sealed class HandshakeDriver(FlightTransport transport, SessionEnd end) : IDisposable
{
    private readonly Lock _lock = new();
    private int _began;
    private volatile ParkedHandshake? _parked;
    private volatile DtlsTransport? _result;

    /// <summary>What the handshake made; null before it is complete.</summary>
    internal DtlsTransport? Result => _result;

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

        _result = Guard(handshake);
        return DtlsStatus.Done;
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

            bool goesOn = false;
            try
            {
                _result = Guard(parked.Step);
                goesOn = _result is null;
                return goesOn ? DtlsStatus.WantRead : DtlsStatus.Done;
            }
            finally
            {
                if (!goesOn)
                {
                    Free();
                }
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
