using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Dtls.Engine;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Tests.Dtls;

public sealed class SavedSessionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dtls-notebooks-").FullName;
    private readonly SessionCache _cache = new();
    private readonly DtlsContext _server;
    private readonly DtlsContext _client = LessonPki.Client();

    public SavedSessionTests() => _server = LessonPki.Server() with { SessionCache = _cache };

    private string PathOfFile => Path.Combine(_folder, "session.bin");

    public void Dispose()
    {
        _cache.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_session_from_a_file_is_the_same_and_is_resumed()
    {
        using SavedSession saved = Save(TimeSpan.FromMinutes(30));
        saved.WriteTo(PathOfFile);
        using var read = SavedSession.ReadFrom(PathOfFile);

        Assert.Equal(saved.ToString(), read.ToString());
        Assert.Equal(
            (saved.SessionId, saved.HostName, saved.PeerSubject),
            (read.SessionId, read.HostName, read.PeerSubject)
        );
        Assert.Equal(saved.PeerCertificate!.RawData, read.PeerCertificate!.RawData);
        Assert.Equal(TimeSpan.FromMinutes(30), read.Expires - read.Created);
        using var run = HandshakeRun.Make(_client, _server, saved: read);
        run.AssertWorks();
        Assert.True(run.Client.SessionReused && run.Server.SessionReused);
    }

    [Fact]
    public void A_mutual_session_from_a_file_is_resumed_by_its_owner_only()
    {
        DtlsContext server = _server with { RequireClientCertificate = true };
        DtlsContext client = LessonPki.Client(KeyKind.EcdsaP256);
        using (var first = HandshakeRun.Make(client, server))
        using (SavedSession saved = first.Client.Save()!)
        {
            saved.WriteTo(PathOfFile);
        }

        using var read = SavedSession.ReadFrom(PathOfFile);
        using var owner = HandshakeRun.Make(client, server, saved: read);
        using var other = HandshakeRun.Make(LessonPki.Client(KeyKind.Rsa2048), server, saved: read);
        using var nobody = HandshakeRun.Make(_client, server, saved: read);
        Assert.True(owner.Client.SessionReused);
        Assert.NotNull(other.Client.Facts);
        Assert.False(other.Client.SessionReused);
        Assert.Equal(DtlsError.NoClientCertificate, nobody.ServerError!.Error);
    }

    [Fact]
    public void Its_file_is_its_owner_s_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists instead of modes.");
        using SavedSession saved = Save();
        File.WriteAllText(PathOfFile, "an old file that everybody may read");
        saved.WriteTo(PathOfFile);

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(PathOfFile));
        }

        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Its_text_tells_no_secret()
    {
        using var run = HandshakeRun.Make(_client with { KeepKeyLog = true }, _server);
        using SavedSession saved = run.Client.Save()!;
        string secret = run.Client.KeyLogLine!.Split(' ')[2];

        Assert.DoesNotContain(secret[..16], saved.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("localhost", saved.ToString());
        saved.WriteTo(PathOfFile);
        Assert.Contains(secret, Convert.ToHexStringLower(File.ReadAllBytes(PathOfFile)));
    }

    [Fact]
    public void Every_changed_byte_is_found()
    {
        using SavedSession saved = Save();
        saved.WriteTo(PathOfFile);
        byte[] good = File.ReadAllBytes(PathOfFile);
        for (int i = 0; i < good.Length; i++)
        {
            byte[] changed = [.. good];
            changed[i] ^= 0x10;
            File.WriteAllBytes(PathOfFile, changed);
            AssertRefused("connect without it");
        }
    }

    [Fact]
    public void A_file_that_was_cut_short_or_grew_is_found()
    {
        using SavedSession saved = Save();
        saved.WriteTo(PathOfFile);
        byte[] good = File.ReadAllBytes(PathOfFile);
        foreach (int length in new[] { 0, 1, 44, 45, 46, 77, 78, 100, good.Length - 1 })
        {
            File.WriteAllBytes(PathOfFile, good[..length]);
            AssertRefused("connect without it");
        }

        File.WriteAllBytes(PathOfFile, [.. good, 0]);
        AssertRefused("changed or cut short");
    }

    [Fact]
    public void Other_files_are_refused_in_one_sentence()
    {
        File.WriteAllText(
            PathOfFile,
            "-----BEGIN SSL SESSION PARAMETERS-----\nMIIBxQ==\n-----END SSL SESSION PARAMETERS-----\n"
        );
        AssertRefused("holds no saved session");
        File.WriteAllBytes(PathOfFile, new byte[(1 << 20) + 1]);
        AssertRefused("far too large");
        File.Delete(PathOfFile);
        AssertRefused("There is no saved session");
        Directory.CreateDirectory(PathOfFile);
        AssertRefused("There is no saved session");
    }

    [Fact]
    public void Fields_that_make_no_sense_are_refused_though_the_checksum_is_right()
    {
        using SavedSession saved = Save();
        saved.WriteTo(PathOfFile);
        byte[] good = File.ReadAllBytes(PathOfFile);
        int refused = 0;
        for (int i = 46; i < good.Length - 32; i++)
        {
            byte[] changed = good[..^32];
            changed[i] = (byte)(changed[i] ^ 0xFF);
            File.WriteAllBytes(PathOfFile, WithChecksum(changed));
            try
            {
                SavedSession.ReadFrom(PathOfFile).Dispose();
            }
            catch (SavedSessionException e)
            {
                AssertOneSentence(e);
                refused++;
            }
        }

        Assert.True(refused > 20);
        byte[] newer = good[..^32];
        newer[45] = 2;
        File.WriteAllBytes(PathOfFile, WithChecksum(newer));
        AssertRefused("another version");
    }

    [Fact]
    public void A_changed_secret_with_a_right_checksum_fails_at_the_peer()
    {
        using var first = HandshakeRun.Make(_client with { KeepKeyLog = true }, _server);
        using SavedSession saved = first.Client.Save()!;
        saved.WriteTo(PathOfFile);
        byte[] bytes = File.ReadAllBytes(PathOfFile);
        byte[] secret = Convert.FromHexString(first.Client.KeyLogLine!.Split(' ')[2]);
        bytes[bytes.AsSpan().IndexOf(secret)] ^= 1;
        File.WriteAllBytes(PathOfFile, WithChecksum(bytes[..^32]));
        using var forged = SavedSession.ReadFrom(PathOfFile);
        var bound = TimeSpan.FromMilliseconds(400);
        using var run = HandshakeRun.Make(
            _client with
            {
                HandshakeTimeout = bound,
            },
            _server with
            {
                HandshakeTimeout = bound,
            },
            saved: forged
        );

        Assert.Equal((DtlsStatus.TimedOut, DtlsStatus.TimedOut), (run.ClientStatus, run.ServerStatus));
        Assert.False(run.Client.SessionReused || run.Server.SessionReused);
        using var good = HandshakeRun.Make(_client, _server, saved: saved);
        Assert.True(good.Client.SessionReused);
    }

    [Fact]
    public void A_certificate_whose_time_is_over_is_not_resumed()
    {
        using SavedSession saved = Save();
        using X509Certificate2 expired = LessonPki.Authority.IssueExpiredServer();
        using SavedSession aged = new(
            new StoredSession(saved.Stored.Id, saved.Stored.UseSecret(secret => (byte[])secret.Clone())!)
            {
                CipherSuite = saved.Stored.CipherSuite,
                Own = null,
                Peer = new Certificate([_client.Crypto.CreateCertificate(expired.RawData)]),
                ServerExtensions = saved.Stored.ServerExtensions,
            },
            saved.HostName,
            saved.Created,
            saved.Expires
        );
        using var run = HandshakeRun.Make(_client, _server, saved: aged);

        run.AssertWorks();
        Assert.False(run.Client.SessionReused);
        Assert.Equal((0, 0), (_cache.Statistics.Hits, _cache.Statistics.Misses));
    }

    [Fact]
    public void A_clock_that_was_set_back_ends_it()
    {
        using SavedSession saved = Save();
        using var future = new SavedSession(
            saved.Stored,
            saved.HostName,
            DateTimeOffset.UtcNow + TimeSpan.FromHours(1),
            DateTimeOffset.UtcNow + TimeSpan.FromHours(2)
        );

        Assert.True(future.IsExpired);
        Assert.False(saved.IsExpired);
    }

    [Fact]
    public void A_lifetime_has_its_bounds()
    {
        using var run = HandshakeRun.Make(_client, _server);

        Assert.Throws<ArgumentOutOfRangeException>(() => run.Client.Save(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => run.Client.Save(TimeSpan.FromDays(2)));
    }

    [Fact]
    public void Disposing_clears_the_secret_and_nothing_else_works_with_it()
    {
        SavedSession saved = Save();
        StoredSession stored = saved.Stored;
        saved.Dispose();

        Assert.Null(stored.UseSecret(secret => secret));
        Assert.Throws<ObjectDisposedException>(() => saved.WriteTo(PathOfFile));
        Assert.False(File.Exists(PathOfFile));
        Assert.Contains("localhost", saved.ToString());
    }

    private static byte[] WithChecksum(byte[] bytes) => [.. bytes, .. SHA256.HashData(bytes)];

    private static void AssertOneSentence(Exception e)
    {
        Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    private void AssertRefused(string part)
    {
        SavedSessionException error = Assert.Throws<SavedSessionException>(() => SavedSession.ReadFrom(PathOfFile));
        Assert.Contains(part, error.Message);
        AssertOneSentence(error);
    }

    private SavedSession Save(TimeSpan? lifetime = null)
    {
        using var run = HandshakeRun.Make(_client, _server);
        run.AssertWorks();
        return run.Client.Save(lifetime)!;
    }
}
