using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Engine;

namespace DtlsNotebooks.Tests.Dtls;

public sealed class SessionCacheTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly SessionCache _cache;

    public SessionCacheTests() => _cache = new SessionCache(TimeSpan.FromMinutes(1), capacity: 3, _clock);

    public void Dispose() => _cache.Dispose();

    [Fact]
    public void When_it_is_full_the_one_used_longest_ago_goes()
    {
        StoredSession[] sessions = [.. Enumerable.Range(1, 4).Select(n => Session((byte)n))];
        _cache.Remember(sessions[0]);
        _cache.Remember(sessions[1]);
        _cache.Remember(sessions[2]);
        Assert.NotNull(Find(1));
        _cache.Remember(sessions[3]);

        Assert.Null(Find(2));
        Assert.NotNull(Find(1));
        Assert.NotNull(Find(3));
        Assert.NotNull(Find(4));
        Assert.True(IsCleared(sessions[1]));
        Assert.False(IsCleared(sessions[0]));
        Assert.Equal(
            new SessionCacheStatistics
            {
                Stored = 4,
                Hits = 4,
                Misses = 1,
                Evicted = 1,
            },
            _cache.Statistics
        );
    }

    [Fact]
    public void What_is_older_than_the_lifetime_is_cleared_though_it_is_in_use()
    {
        StoredSession old = Session(1);
        _cache.Remember(old);
        _clock.Advance(TimeSpan.FromSeconds(40));
        StoredSession young = Session(2);
        _cache.Remember(young);
        Assert.NotNull(Find(1));
        _clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(1, _cache.Count);
        Assert.True(IsCleared(old));
        Assert.Null(Find(1));
        Assert.NotNull(Find(2));
        Assert.Equal((1, 0), (_cache.Statistics.Expired, _cache.Statistics.Evicted));
    }

    [Fact]
    public void Forgetting_clears_the_secrets()
    {
        StoredSession[] sessions = [Session(1), Session(2)];
        _cache.Remember(sessions[0]);
        _cache.Remember(sessions[1]);

        Assert.True(_cache.Forget(sessions[0].Name.ToUpperInvariant()));
        Assert.False(_cache.Forget(sessions[0].Name));
        Assert.Equal((true, false), (IsCleared(sessions[0]), IsCleared(sessions[1])));
        Assert.Equal(1, _cache.Forget());
        Assert.Equal(0, _cache.Forget());
        Assert.True(IsCleared(sessions[1]));
    }

    [Fact]
    public void The_same_id_again_takes_the_place_of_the_old_one()
    {
        StoredSession[] sessions = [Session(1), Session(1)];
        _cache.Remember(sessions[0]);
        _cache.Remember(sessions[1]);

        Assert.Equal((1, true, false), (_cache.Count, IsCleared(sessions[0]), IsCleared(sessions[1])));
    }

    [Fact]
    public void After_disposing_it_keeps_nothing()
    {
        StoredSession[] sessions = [Session(1), Session(2)];
        _cache.Remember(sessions[0]);
        _cache.Dispose();
        _cache.Remember(sessions[1]);

        Assert.Equal((0, true, true), (_cache.Count, IsCleared(sessions[0]), IsCleared(sessions[1])));
    }

    [Fact]
    public void A_session_that_does_not_fit_counts_as_refused_and_stays()
    {
        _cache.Remember(Session(1));

        Assert.Null(_cache.Find<object>(Id(1), _ => null));
        Assert.Null(_cache.Find<object>([], session => session));
        Assert.Equal(new SessionCacheStatistics { Stored = 1, Refused = 1 }, _cache.Statistics);
        Assert.NotNull(Find(1));
    }

    [Fact]
    public async Task Many_threads_may_use_it()
    {
        using var cache = new SessionCache(TimeSpan.FromHours(1), capacity: 50);
        CancellationToken token = TestContext.Current.CancellationToken;
        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(thread =>
                    OwnThread.Run(() =>
                    {
                        for (int i = 0; i < 500; i++)
                        {
                            byte number = (byte)(((thread * 500) + i) % 200);
                            cache.Remember(Session(number));
                            cache.Find(
                                Id((byte)(number / 2)),
                                session => session.UseSecret(secret => (byte[])secret.Clone())
                            );
                            cache.Forget(Convert.ToHexStringLower(Id((byte)(number / 3))));
                        }
                    })
                )
        );

        Assert.InRange(cache.Count, 0, 50);
        SessionCacheStatistics seen = cache.Statistics;
        Assert.Equal(4000, seen.Stored);
        Assert.Equal((0, 0), (seen.Refused, seen.Expired));
        Assert.Equal(4000, seen.Hits + seen.Misses);
    }

    [Fact]
    public void A_lifetime_has_its_bounds_and_a_capacity_too()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SessionCache(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SessionCache(TimeSpan.FromHours(25)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SessionCache(capacity: 0));
        using var usual = new SessionCache();
        Assert.Equal((TimeSpan.FromHours(1), 1024), (usual.Lifetime, usual.Capacity));
    }

    private static byte[] Id(byte number) => [.. Enumerable.Repeat(number, 32)];

    private static StoredSession Session(byte number) =>
        new(Id(number), new byte[StoredSession.MasterSecretLength])
        {
            CipherSuite = 0xC02B,
            Own = null,
            Peer = null,
            ServerExtensions = new Dictionary<int, byte[]>(),
        };

    private static bool IsCleared(StoredSession session) => session.UseSecret(secret => secret) is null;

    private StoredSession? Find(byte number) => _cache.Find(Id(number), session => session);
}
