using System.Net.Security;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Tests.Dtls;

public sealed class ResumptionTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly SessionCache _cache;
    private readonly DtlsContext _server;
    private readonly DtlsContext _client = LessonPki.Client() with { KeepKeyLog = true };

    public ResumptionTests()
    {
        _cache = new SessionCache(TimeSpan.FromMinutes(10), clock: _clock);
        _server = LessonPki.Server() with { SessionCache = _cache, KeepKeyLog = true };
    }

    public void Dispose() => _cache.Dispose();

    [Fact]
    public void A_saved_session_is_resumed_and_both_sides_see_it()
    {
        using SavedSession saved = SaveOne();
        using var run = HandshakeRun.Make(_client, _server, saved: saved);

        run.AssertWorks();
        Assert.True(run.Client.SessionReused && run.Server.SessionReused);
        Assert.Equal((saved.SessionId, saved.SessionId), (run.Client.Facts!.SessionId, run.Server.Facts!.SessionId));
        Assert.Contains("lesson server", run.Client.Facts.PeerSubject);
        Assert.Equal(saved.CipherSuite, run.Client.Facts.CipherSuite);
        Assert.Equal(new SessionCacheStatistics { Stored = 1, Hits = 1 }, _cache.Statistics);
    }

    [Fact]
    public void Reuse_is_not_claimed_before_the_handshake()
    {
        using SavedSession saved = SaveOne();
        using Socket socket = Loopback.Bound();
        using var session = new DtlsSession(_client, socket, socket.Address());
        session.Resume(saved);

        Assert.False(session.SessionReused);
        Assert.Null(session.Save());
    }

    [Fact]
    public void One_saved_session_is_resumed_again_and_again_and_keeps_its_end()
    {
        using SavedSession saved = SaveOne();
        for (int i = 0; i < 5; i++)
        {
            using var run = HandshakeRun.Make(_client, _server, saved: saved);
            run.AssertWorks();
            Assert.True(run.Client.SessionReused);
            using SavedSession again = run.Client.Save(TimeSpan.FromHours(20))!;
            Assert.Equal(
                (saved.SessionId, saved.Created, saved.Expires),
                (again.SessionId, again.Created, again.Expires)
            );
        }

        Assert.Equal((5, 1), (_cache.Statistics.Hits, _cache.Count));
    }

    [Fact]
    public void The_abbreviated_handshake_has_fewer_datagrams_and_shows_no_certificate()
    {
        // A repeated flight would be counted, and a busy machine alone is no reason for one.
        DtlsContext client = _client with
        {
            FirstResend = LessonPki.Bound / 2,
        };
        DtlsContext server = _server with { FirstResend = LessonPki.Bound / 2 };
        using var full = HandshakeRun.Make(client, server, pass: (_, datagram) => [datagram]);
        full.AssertWorks();
        int fullCount = full.Relay!.Seen.TakeWhile(s => s.Datagram[0] != ContentType.application_data).Count();
        using SavedSession saved = full.Client.Save()!;
        using var resumed = HandshakeRun.Make(client, server, saved: saved, pass: (_, datagram) => [datagram]);
        resumed.AssertWorks();
        (bool ToServer, byte[] Datagram)[] handshake =
        [
            .. resumed.Relay!.Seen.TakeWhile(s => s.Datagram[0] != ContentType.application_data),
        ];

        Assert.Equal(6, fullCount);
        Assert.Equal([true, false, true, false, true], handshake.Select(s => s.ToServer));
        byte[] sessionId = Convert.FromHexString(saved.SessionId);
        // Record header 13, handshake header 12, version 2, random 32, then the length of the session ID.
        Assert.Equal([32, .. sessionId], handshake[0].Datagram[59..92]);
        Assert.Equal([32, .. sessionId], handshake[3].Datagram[59..92]);
        Assert.True(handshake[3].Datagram.Length < 250);
    }

    [Fact]
    public void The_master_secret_stays_and_the_randoms_are_new()
    {
        using var full = HandshakeRun.Make(_client, _server);
        using SavedSession saved = full.Client.Save()!;
        string[] first = full.Client.KeyLogLine!.Split(' ');
        full.Dispose();
        using var resumed = HandshakeRun.Make(_client, _server, saved: saved);
        string[] second = resumed.Client.KeyLogLine!.Split(' ');

        Assert.Equal(resumed.Client.KeyLogLine, resumed.Server.KeyLogLine);
        Assert.Equal(first[2], second[2]);
        Assert.NotEqual(first[1], second[1]);
    }

    [Fact]
    public void A_server_that_has_forgotten_makes_a_full_handshake()
    {
        using SavedSession saved = SaveOne();
        Assert.Equal(1, _cache.Forget());

        AssertFull(_client, _server, saved);
        Assert.Equal(1, _cache.Statistics.Misses);
    }

    [Fact]
    public void A_server_without_a_cache_gives_nothing_to_save()
    {
        using SavedSession saved = SaveOne();
        using var run = HandshakeRun.Make(_client, LessonPki.Server(), saved: saved);

        run.AssertWorks();
        Assert.False(run.Client.SessionReused);
        Assert.Equal("", run.Client.Facts!.SessionId);
        Assert.Null(run.Client.Save());
    }

    [Fact]
    public void A_session_whose_time_is_over_on_the_server_gets_a_full_handshake()
    {
        using SavedSession saved = SaveOne();
        _clock.Advance(TimeSpan.FromMinutes(10));

        AssertFull(_client, _server, saved);
        Assert.Equal((1, 1), (_cache.Statistics.Expired, _cache.Statistics.Misses));
    }

    [Fact]
    public void A_session_whose_time_is_over_on_the_client_is_not_offered()
    {
        using var first = HandshakeRun.Make(_client, _server);
        using SavedSession saved = first.Client.Save(TimeSpan.FromTicks(1))!;
        Assert.True(saved.IsExpired);

        AssertFull(_client, _server, saved);
        Assert.Equal((0, 0), (_cache.Statistics.Misses, _cache.Statistics.Hits));
    }

    [Fact]
    public void A_failed_attempt_does_not_lose_the_session()
    {
        using SavedSession saved = SaveOne();
        using Socket deaf = Loopback.Bound();
        DtlsContext impatient = _client with { HandshakeTimeout = TimeSpan.FromMilliseconds(150) };
        for (int i = 0; i < 2; i++)
        {
            DtlsException error = Assert.Throws<DtlsException>(() =>
                DtlsSession.ConnectTo(impatient, deaf.Address(), saved: saved)
            );
            Assert.Equal(DtlsError.TimedOut, error.Error);
        }

        AssertReused(_client, _server, saved);
    }

    [Fact]
    public void A_session_survives_a_handshake_that_fails_in_the_middle()
    {
        using SavedSession saved = SaveOne();
        DtlsContext impatient = _client with { HandshakeTimeout = TimeSpan.FromMilliseconds(300) };
        using (
            var broken = HandshakeRun.Make(
                impatient,
                _server with
                {
                    HandshakeTimeout = TimeSpan.FromMilliseconds(300),
                },
                saved: saved,
                pass: (toServer, datagram) => Encrypted(datagram) ? [] : [datagram]
            )
        )
        {
            Assert.Equal((DtlsStatus.TimedOut, DtlsStatus.TimedOut), (broken.ClientStatus, broken.ServerStatus));
            Assert.False(broken.Client.SessionReused || broken.Server.SessionReused);
        }

        AssertReused(_client, _server, saved);
    }

    [Fact]
    public void Another_host_is_refused_in_a_sentence()
    {
        using SavedSession saved = SaveOne();
        using Socket socket = Loopback.Bound();
        using var session = new DtlsSession(_client, socket, socket.Address());
        session.Resume(saved);

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => session.Connect("127.0.0.1"));
        Assert.Contains("saved for localhost", error.Message);
    }

    [Fact]
    public void A_certificate_that_is_no_longer_trusted_is_not_resumed()
    {
        using SavedSession saved = SaveOne();
        DtlsContext other = _client with { Verifier = new CertificateVerifier(LessonPki.Stranger.Certificate) };
        using var run = HandshakeRun.Make(other, _server, saved: saved);

        Assert.Equal(DtlsError.UnknownCa, run.ClientError!.Error);
        Assert.Equal(0, _cache.Statistics.Hits);
    }

    [Fact]
    public void A_suite_that_is_no_longer_offered_is_not_resumed()
    {
        using SavedSession saved = SaveOne();

        AssertFull(
            _client with
            {
                CipherSuites = [TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384],
            },
            _server,
            saved
        );
        AssertFull(
            _client,
            _server with
            {
                CipherSuites = [TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384],
            },
            saved
        );
        Assert.Equal(1, _cache.Statistics.Refused);
        AssertReused(_client, _server, saved);
    }

    [Fact]
    public void A_resumed_session_keeps_its_suite_though_another_is_preferred_now()
    {
        using SavedSession saved = SaveOne();
        TlsCipherSuite[] turned =
        [
            TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
            TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        ];
        Assert.Equal(turned[1], saved.CipherSuite);

        AssertReused(_client with { CipherSuites = turned }, _server with { CipherSuites = turned }, saved);
    }

    /// <summary>RFC 6066, section 3. An address is asked for without a name.</summary>
    [Fact]
    public void A_session_is_not_resumed_under_another_server_name()
    {
        using SavedSession saved = SaveOne();
        var renamed = new SavedSession(saved.Stored, "127.0.0.1", saved.Created, saved.Expires);

        using var run = HandshakeRun.Make(_client, _server, hostName: "127.0.0.1", saved: renamed);

        run.AssertWorks();
        Assert.False(run.Client.SessionReused || run.Server.SessionReused);
        Assert.Equal(1, _cache.Statistics.Refused);
    }

    [Fact]
    public void A_server_with_another_certificate_makes_a_full_handshake()
    {
        using SavedSession saved = SaveOne();
        DtlsContext renewed = LessonPki.ServerWith(LessonPki.Authority.IssueServer()) with { SessionCache = _cache };

        AssertFull(_client, renewed, saved);
        Assert.Equal(1, _cache.Statistics.Refused);
    }

    [Fact]
    public void Mutual_authentication_is_resumed_and_the_server_knows_the_client_again()
    {
        DtlsContext server = _server with { RequireClientCertificate = true };
        DtlsContext client = LessonPki.Client(KeyKind.EcdsaP256);
        using var first = HandshakeRun.Make(client, server);
        first.AssertWorks();
        using SavedSession saved = first.Client.Save()!;
        using var run = HandshakeRun.Make(client, server, saved: saved);

        run.AssertWorks();
        Assert.True(run.Client.SessionReused && run.Server.SessionReused);
        Assert.Contains("lesson client", run.Server.Facts!.PeerSubject);
        AssertFull(LessonPki.Client(KeyKind.Rsa2048), server, saved);
    }

    [Fact]
    public void A_session_without_a_client_certificate_is_not_resumed_where_one_is_required()
    {
        using SavedSession saved = SaveOne();
        using var run = HandshakeRun.Make(_client, _server with { RequireClientCertificate = true }, saved: saved);

        Assert.Equal(DtlsError.NoClientCertificate, run.ServerError!.Error);
        Assert.Equal(1, _cache.Statistics.Refused);
    }

    [Fact]
    public void Resuming_works_at_a_bad_path()
    {
        using SavedSession saved = SaveOne();
        var random = new Random(7);
        var resend = TimeSpan.FromMilliseconds(20);
        for (int i = 0; i < 10; i++)
        {
            using var run = HandshakeRun.Make(
                _client with
                {
                    FirstResend = resend,
                },
                _server with
                {
                    FirstResend = resend,
                },
                saved: saved,
                pass: (_, datagram) =>
                {
                    lock (random)
                    {
                        return random.Next(5) == 0 ? [] : [datagram];
                    }
                }
            );
            Assert.Null(run.ClientError);
            Assert.Null(run.ServerError);
            Assert.True(run.Client.SessionReused && run.Server.SessionReused);
        }
    }

    [Fact]
    public async Task Many_clients_resume_at_once()
    {
        using SavedSession saved = SaveOne();
        CancellationToken token = TestContext.Current.CancellationToken;
        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    OwnThread.Run(() =>
                    {
                        for (int i = 0; i < 4; i++)
                        {
                            AssertReused(_client, _server, saved);
                        }
                    })
                )
        );

        Assert.Equal(32, _cache.Statistics.Hits);
    }

    [Fact]
    public void A_saved_session_that_was_disposed_of_is_told_in_a_sentence()
    {
        SavedSession saved = SaveOne();
        saved.Dispose();
        saved.Dispose();
        using Socket socket = Loopback.Bound();
        using var session = new DtlsSession(_client, socket, socket.Address());

        Assert.Throws<ObjectDisposedException>(() => session.Resume(saved));
        Assert.Throws<ObjectDisposedException>(() => DtlsSession.ConnectTo(_client, socket.Address(), saved: saved));
    }

    [Fact]
    public void After_the_handshake_it_is_too_late_to_resume()
    {
        using var run = HandshakeRun.Make(_client, _server);
        using SavedSession saved = run.Client.Save()!;

        Assert.Contains(
            "before Connect",
            Assert.Throws<InvalidOperationException>(() => run.Client.Resume(saved)).Message
        );
        Assert.Null(run.Server.Save());
        run.Client.Dispose();
        Assert.Null(run.Client.Save());
        AssertReused(_client, _server, saved);
    }

    private static bool Encrypted(byte[] datagram)
    {
        for (int at = 0; at + 13 <= datagram.Length; at += 13 + (datagram[at + 11] << 8) + datagram[at + 12])
        {
            if (datagram[at + 4] != 0)
            {
                return true;
            }
        }

        return false;
    }

    private static void AssertFull(DtlsContext client, DtlsContext server, SavedSession saved)
    {
        using var run = HandshakeRun.Make(client, server, saved: saved);
        run.AssertWorks();
        Assert.False(run.Client.SessionReused || run.Server.SessionReused);
        Assert.NotEqual(saved.SessionId, run.Client.Facts!.SessionId);
        Assert.Contains("lesson server", run.Client.Facts.PeerSubject);
    }

    private static void AssertReused(DtlsContext client, DtlsContext server, SavedSession saved)
    {
        using var run = HandshakeRun.Make(client, server, saved: saved);
        run.AssertWorks();
        Assert.True(run.Client.SessionReused && run.Server.SessionReused);
    }

    private SavedSession SaveOne()
    {
        using var run = HandshakeRun.Make(_client, _server);
        run.AssertWorks();
        Assert.False(run.Client.SessionReused || run.Server.SessionReused);
        return run.Client.Save()!;
    }
}
