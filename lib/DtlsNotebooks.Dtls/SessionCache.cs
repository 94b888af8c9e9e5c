using DtlsNotebooks.Dtls.Engine;

namespace DtlsNotebooks.Dtls;

/// <summary>
/// What a server remembers of its sessions, so that their clients can resume them with an abbreviated handshake
/// (RFC 5246, section 7.3). Every entry holds a master secret: it is cleared when its time is over, when the cache is
/// full and it is the one used longest ago, and when it is forgotten. Many threads may share one.
/// </summary>
/// <remarks>
/// Only sessions with an extended master secret are kept (RFC 7627, section 5.3). A session that was resumed keeps the
/// end it had. When a peer ends an established connection with a fatal alert its session is forgotten, as RFC 5246,
/// section 7.2.2, demands. An alert during the handshake changes nothing here: in DTLS it is not protected yet, and
/// whoever can send a datagram could use it to make the server forget its clients one by one.
/// </remarks>
/// <example><code>var server = DtlsContext.ForServer(certificates) with { SessionCache = new SessionCache(TimeSpan.FromMinutes(10)) };</code></example>
public sealed class SessionCache : IDisposable
{
    /// <summary>How many sessions a cache holds where nothing else is said.</summary>
    public const int DefaultCapacity = 1024;

    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _byUse = [];
    private readonly LinkedList<Entry> _byAge = [];
    private SessionCacheStatistics _statistics = new();
    private bool _disposed;

    /// <summary>Makes an empty cache.</summary>
    /// <param name="lifetime">
    /// How long a session may be resumed, counted from its full handshake; null for <see cref="DefaultLifetime"/>. At
    /// most a day (RFC 5246, section F.1.4).
    /// </param>
    /// <param name="capacity">How many sessions it holds at most.</param>
    /// <param name="clock">What to read the time from; null for the system's clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The lifetime is not above zero and within a day, or the capacity is below one.
    /// </exception>
    public SessionCache(TimeSpan? lifetime = null, int capacity = DefaultCapacity, TimeProvider? clock = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        Lifetime = SavedSession.CheckedLifetime(lifetime ?? DefaultLifetime, nameof(lifetime));
        Capacity = capacity;
        _clock = clock ?? TimeProvider.System;
    }

    /// <summary>How long a session may be resumed where nothing else is said: one hour.</summary>
    public static TimeSpan DefaultLifetime => SavedSession.DefaultLifetime;

    /// <summary>How long a session may be resumed, counted from its full handshake.</summary>
    public TimeSpan Lifetime { get; }

    /// <summary>How many sessions it holds at most.</summary>
    public int Capacity { get; }

    /// <summary>How many sessions it holds now.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                DropExpired();
                return _entries.Count;
            }
        }
    }

    /// <summary>What has happened so far.</summary>
    public SessionCacheStatistics Statistics
    {
        get
        {
            lock (_lock)
            {
                DropExpired();
                return _statistics;
            }
        }
    }

    /// <summary>
    /// Forgets all sessions, as a server that starts anew has; their clients make full handshakes again.
    /// </summary>
    /// <returns>How many there were.</returns>
    public int Forget()
    {
        lock (_lock)
        {
            int count = _entries.Count;
            foreach (Entry entry in _entries.Values.ToArray())
            {
                Drop(entry);
            }

            return count;
        }
    }

    /// <summary>Forgets one session.</summary>
    /// <param name="sessionId">Its ID in hexadecimal, as in <see cref="HandshakeFacts.SessionId"/>.</param>
    /// <returns>Whether it was there.</returns>
    public bool Forget(string sessionId)
    {
        ArgumentNullException.ThrowIfNull(sessionId);
        lock (_lock)
        {
            return _entries.TryGetValue(sessionId.ToLowerInvariant(), out Entry? entry) && Drop(entry);
        }
    }

    /// <summary>Forgets all sessions and takes no more.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            Forget();
        }
    }

    /// <summary>Keeps a session and answers for its secret from now on.</summary>
    internal void Remember(StoredSession session)
    {
        lock (_lock)
        {
            if (_disposed)
            {
                session.Dispose();
                return;
            }

            DropExpired();
            Forget(session.Name);
            if (_entries.Count >= Capacity && _byUse.First is { } idle)
            {
                Drop(idle.Value);
                _statistics = _statistics with { Evicted = _statistics.Evicted + 1 };
            }

            _entries[session.Name] = new Entry(session, _clock.GetTimestamp(), _byUse, _byAge);
            _statistics = _statistics with { Stored = _statistics.Stored + 1 };
        }
    }

    /// <summary>Looks for the session that a client wants to resume.</summary>
    /// <param name="id">The session ID of its ClientHello; empty where it wants none.</param>
    /// <param name="use">
    /// Makes of it what the handshake needs; null where it does not fit. Runs under the cache's lock, before anything
    /// can clear the secret.
    /// </param>
    internal T? Find<T>(byte[] id, Func<StoredSession, T?> use)
        where T : class
    {
        if (id.Length == 0)
        {
            return null;
        }

        lock (_lock)
        {
            DropExpired();
            if (!_entries.TryGetValue(Convert.ToHexStringLower(id), out Entry? entry))
            {
                _statistics = _statistics with { Misses = _statistics.Misses + 1 };
                return null;
            }

            T? found = use(entry.Session);
            _statistics = found is null
                ? _statistics with
                {
                    Refused = _statistics.Refused + 1,
                }
                : _statistics with
                {
                    Hits = _statistics.Hits + 1,
                };
            if (found is not null)
            {
                entry.Touch(_byUse);
            }

            return found;
        }
    }

    private void DropExpired()
    {
        while (_byAge.First is { } oldest && _clock.GetElapsedTime(oldest.Value.Since) >= Lifetime)
        {
            Drop(oldest.Value);
            _statistics = _statistics with { Expired = _statistics.Expired + 1 };
        }
    }

    private bool Drop(Entry entry)
    {
        _entries.Remove(entry.Session.Name);
        entry.Drop(_byUse, _byAge);
        return true;
    }

    private sealed class Entry
    {
        private readonly LinkedListNode<Entry> _use;
        private readonly LinkedListNode<Entry> _age;

        internal Entry(StoredSession session, long since, LinkedList<Entry> byUse, LinkedList<Entry> byAge)
        {
            Session = session;
            Since = since;
            _use = byUse.AddLast(this);
            _age = byAge.AddLast(this);
        }

        internal StoredSession Session { get; }

        internal long Since { get; }

        internal void Touch(LinkedList<Entry> byUse)
        {
            byUse.Remove(_use);
            byUse.AddLast(_use);
        }

        internal void Drop(LinkedList<Entry> byUse, LinkedList<Entry> byAge)
        {
            byUse.Remove(_use);
            byAge.Remove(_age);
            Session.Dispose();
        }
    }
}
