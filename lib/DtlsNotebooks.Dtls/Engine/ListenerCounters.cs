namespace DtlsNotebooks.Dtls.Engine;

/// <summary>Counts what a listener does; any thread may count.</summary>
internal sealed class ListenerCounters
{
    private long _datagrams;
    private long _cookiesSent;
    private long _clients;
    private long _replaced;
    private long _repeatedHellos;
    private long _refusedFull;
    private long _queueFull;
    private long _strays;
    private long _unprovedFragments;
    private long _shortHellos;
    private long _expiredHalfOpen;
    private long _expiredIdle;
    private long _faults;

    internal void Datagram() => Interlocked.Increment(ref _datagrams);

    internal void CookieSent() => Interlocked.Increment(ref _cookiesSent);

    internal void Client() => Interlocked.Increment(ref _clients);

    internal void Replaced() => Interlocked.Increment(ref _replaced);

    internal void RepeatedHello() => Interlocked.Increment(ref _repeatedHellos);

    internal void RefusedFull() => Interlocked.Increment(ref _refusedFull);

    internal void QueueFull() => Interlocked.Increment(ref _queueFull);

    /// <summary>Counts what the cookie exchange could not use; what it answers or admits is counted there.</summary>
    internal void Hello(HelloOutcome outcome)
    {
        if (outcome == HelloOutcome.Nothing)
            Stray();
        else if (outcome == HelloOutcome.Unproved)
            Interlocked.Increment(ref _unprovedFragments);
        else if (outcome == HelloOutcome.TooShort)
            Interlocked.Increment(ref _shortHellos);
    }

    internal void Stray() => Interlocked.Increment(ref _strays);

    internal void ExpiredHalfOpen() => Interlocked.Increment(ref _expiredHalfOpen);

    internal void ExpiredIdle() => Interlocked.Increment(ref _expiredIdle);

    internal void Fault() => Interlocked.Increment(ref _faults);

    internal ListenerStatistics Snapshot(int connections, int waiting) =>
        new()
        {
            Connections = connections,
            Waiting = waiting,
            DatagramsReceived = Interlocked.Read(ref _datagrams),
            CookiesSent = Interlocked.Read(ref _cookiesSent),
            Clients = Interlocked.Read(ref _clients),
            Replaced = Interlocked.Read(ref _replaced),
            RepeatedHellos = Interlocked.Read(ref _repeatedHellos),
            DroppedFull = Interlocked.Read(ref _refusedFull),
            DroppedQueue = Interlocked.Read(ref _queueFull),
            DroppedStrays = Interlocked.Read(ref _strays),
            DroppedFragments = Interlocked.Read(ref _unprovedFragments),
            DroppedShortHellos = Interlocked.Read(ref _shortHellos),
            ExpiredHalfOpen = Interlocked.Read(ref _expiredHalfOpen),
            ExpiredIdle = Interlocked.Read(ref _expiredIdle),
            Faults = Interlocked.Read(ref _faults),
        };
}
