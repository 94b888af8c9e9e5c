using System.Security.Cryptography.X509Certificates;
using DtlsNotebooks.Dtls.Certificates;

namespace DtlsNotebooks.Tests.Certificates;

public sealed class CertificateFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dtls-notebooks-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void All_files_are_made_once()
    {
        var first = LessonCertificates.EnsureIn(_folder);
        string[] names =
        [
            "ca-cert.pem",
            "ca-key.pem",
            "client-cert.pem",
            "client-key.pem",
            "server-cert.pem",
            "server-key.pem",
        ];
        Assert.Equal(names, PemNames());
        Assert.Equal(3, first.Changes.Count);
        byte[][] before = Contents();

        var second = LessonCertificates.EnsureIn(_folder);

        Assert.Empty(second.Changes);
        Assert.Equal(before, Contents());
        using X509Certificate2 server = second.LoadServer();
        Assert.True(server.HasPrivateKey);
        Assert.True(
            server.MatchesHostname("localhost") && server.MatchesHostname("127.0.0.1") && server.MatchesHostname("::1")
        );
        Assert.InRange(server.NotAfter, DateTime.Now.AddDays(29), DateTime.Now.AddDays(31));
    }

    [Theory]
    [InlineData("server-cert.pem")]
    [InlineData("server-key.pem")]
    [InlineData("client-cert.pem")]
    [InlineData("client-key.pem")]
    public void What_is_missing_or_broken_is_made_anew_and_the_authority_stays(string file)
    {
        LessonCertificates.EnsureIn(_folder);
        string authority = Read("ca-cert.pem");

        File.Delete(In(file));
        Assert.Single(LessonCertificates.EnsureIn(_folder).Changes);
        File.WriteAllText(In(file), "-----BEGIN NOTHING-----\nAAAA\n-----END NOTHING-----\n");
        Assert.Single(LessonCertificates.EnsureIn(_folder).Changes);

        Assert.Empty(LessonCertificates.EnsureIn(_folder).Changes);
        Assert.Equal(authority, Read("ca-cert.pem"));
    }

    [Fact]
    public void An_owner_stands_in_both_certificates_until_another_owner_comes()
    {
        LessonCertificates.EnsureIn(_folder);
        string authority = Read("ca-cert.pem");

        var ada = LessonCertificates.EnsureIn(_folder, owner: "Ada Lovelace");

        Assert.Equal(2, ada.Changes.Count);
        Assert.All(ada.Changes, change => Assert.EndsWith("(it was not made out to Ada Lovelace)", change));
        Assert.Equal(authority, Read("ca-cert.pem"));
        Assert.Empty(LessonCertificates.EnsureIn(_folder, owner: " Ada Lovelace ").Changes);
        Assert.Empty(LessonCertificates.EnsureIn(_folder).Changes);
        using X509Certificate2 server = ada.LoadServer();
        using X509Certificate2 client = ada.LoadClient();
        Assert.Equal("server of Ada Lovelace", server.GetNameInfo(X509NameType.SimpleName, false));
        Assert.Equal("client of Ada Lovelace", client.GetNameInfo(X509NameType.SimpleName, false));
        Assert.True(server.MatchesHostname("localhost"));
        Assert.Equal(2, LessonCertificates.EnsureIn(_folder, owner: "Łukasz Żak").Changes.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a name that is longer than forty characters")]
    public void An_owner_has_a_name_that_fits(string owner)
    {
        Assert.Throws<ArgumentException>(() => LessonCertificates.EnsureIn(_folder, owner: owner));
        Assert.Empty(Directory.EnumerateFiles(_folder));
    }

    [Fact]
    public void A_key_of_another_certificate_is_replaced()
    {
        LessonCertificates.EnsureIn(_folder);
        File.Copy(In("client-key.pem"), In("server-key.pem"), overwrite: true);

        Assert.StartsWith("server-cert.pem", Assert.Single(LessonCertificates.EnsureIn(_folder).Changes));
        using X509Certificate2 server = LessonCertificates.EnsureIn(_folder).LoadServer();
    }

    [Fact]
    public void A_new_authority_renews_what_the_old_one_signed()
    {
        LessonCertificates.EnsureIn(_folder);
        File.Delete(In("ca-cert.pem"));

        Assert.Equal(3, LessonCertificates.EnsureIn(_folder).Changes.Count);
    }

    [Fact]
    public void What_is_about_to_run_out_is_renewed()
    {
        using CertificateAuthority authority = LessonCertificates.EnsureIn(_folder).LoadAuthority();
        using X509Certificate2 old = authority.Issue(
            new CertificateProfile { CommonName = "old", NotAfter = DateTimeOffset.UtcNow.AddHours(12) }
        );
        Write("server", old);

        Assert.Contains("valid only until", Assert.Single(LessonCertificates.EnsureIn(_folder).Changes));

        using var brief = CertificateAuthority.Create(validity: TimeSpan.FromHours(12));
        Write("ca", brief.Certificate);
        Assert.Equal(3, LessonCertificates.EnsureIn(_folder).Changes.Count);
        Assert.Empty(LessonCertificates.EnsureIn(_folder).Changes);
    }

    [Fact]
    public void A_shared_authority_is_respected()
    {
        LessonCertificates.EnsureIn(_folder);
        using var shared = CertificateAuthority.Create("our class");
        Write("ca", shared.Certificate);
        string before = Read("ca-cert.pem");

        Assert.Equal(2, LessonCertificates.EnsureIn(_folder).Changes.Count);

        Assert.Equal(before, Read("ca-cert.pem"));
        using X509Certificate2 server = LessonCertificates.EnsureIn(_folder).LoadServer();
        Assert.Contains("our class", server.Issuer);
    }

    [Fact]
    public void Without_the_authoritys_key_good_files_are_left_alone_and_bad_ones_are_reported()
    {
        LessonCertificates.EnsureIn(_folder);
        File.Delete(In("ca-key.pem"));
        Assert.Empty(LessonCertificates.EnsureIn(_folder).Changes);

        File.Delete(In("client-key.pem"));
        CertificateFileException error = Assert.Throws<CertificateFileException>(() =>
            LessonCertificates.EnsureIn(_folder)
        );
        Assert.Contains("ca-key.pem", error.Message);
    }

    [Fact]
    public void A_shared_certificate_with_ones_own_old_key_is_reported_and_not_overwritten()
    {
        LessonCertificates.EnsureIn(_folder);
        using var shared = CertificateAuthority.Create("our class");
        File.WriteAllText(In("ca-cert.pem"), shared.Certificate.ExportCertificatePem());
        string before = Read("ca-cert.pem");

        Assert.Contains(
            "copy both",
            Assert.Throws<CertificateFileException>(() => LessonCertificates.EnsureIn(_folder)).Message
        );
        Assert.Equal(before, Read("ca-cert.pem"));
    }

    [Fact]
    public void Rsa_keys_are_made_on_request_and_then_kept()
    {
        var rsa = LessonCertificates.EnsureIn(_folder, KeyKind.Rsa2048);
        using X509Certificate2 server = rsa.LoadServer();
        Assert.NotNull(server.GetRSAPublicKey());

        Assert.Empty(LessonCertificates.EnsureIn(_folder).Changes);
        Assert.Equal(2, LessonCertificates.EnsureIn(_folder, KeyKind.EcdsaP256).Changes.Count);
    }

    [Fact]
    public void Keys_can_be_read_by_their_owner_only()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has access lists instead of modes.");
            return;
        }

        LessonCertificates.EnsureIn(_folder);

        foreach (string file in Directory.GetFiles(_folder, "*-key.pem"))
        {
            Assert.True(File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite), file);
        }
    }

    [Fact]
    public async Task Two_notebooks_may_start_at_once()
    {
        LessonCertificates[] all = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => OwnThread.Run(() => LessonCertificates.EnsureIn(_folder)))
        );

        Assert.Equal(3, all.Sum(one => one.Changes.Count));
        Assert.Equal(6, PemNames().Length);
        Assert.Empty(Directory.GetFiles(_folder, "*.tmp"));
    }

    [Fact]
    public void A_lock_that_is_held_for_ever_is_reported()
    {
        using var held = FolderLock.Take(_folder, TimeSpan.FromSeconds(1));

        Assert.Contains(
            "Another notebook",
            Assert
                .Throws<CertificateFileException>(() => FolderLock.Take(_folder, TimeSpan.FromMilliseconds(100)))
                .Message
        );
    }

    [Fact]
    public void A_missing_file_says_which_cell_makes_it()
    {
        CertificateFileException error = Assert.Throws<CertificateFileException>(() =>
            PemFile.ReadCertificates(In("ca-cert.pem"))
        );

        Assert.Contains("LessonCertificates.EnsureIn", error.Message);
    }

    [Theory]
    [InlineData(KeyKind.EcdsaP256)]
    [InlineData(KeyKind.Rsa2048)]
    public void OpenSSL_accepts_them_strictly(KeyKind keys)
    {
        var certificates = LessonCertificates.EnsureIn(_folder, keys);
        using CertificateAuthority authority = certificates.LoadAuthority();
        using X509Certificate2 large = authority.IssueLargeServer();
        File.WriteAllText(In("large-cert.pem"), large.ExportCertificatePem());

        foreach (
            (string file, string purpose) in new[]
            {
                ("server", "sslserver"),
                ("client", "sslclient"),
                ("large", "sslserver"),
            }
        )
        {
            string said = OpenSsl(
                $"verify -x509_strict -purpose {purpose} -CAfile {In("ca-cert.pem")} {In($"{file}-cert.pem")}"
            );
            Assert.Contains("OK", said);
        }

        using X509Certificate2 expired = authority.IssueExpiredServer();
        File.WriteAllText(In("expired-cert.pem"), expired.ExportCertificatePem());
        Assert.Contains("expired", OpenSsl($"verify -CAfile {In("ca-cert.pem")} {In("expired-cert.pem")}"));
    }

    [Fact]
    public void A_large_certificate_fills_more_than_a_datagram()
    {
        using var authority = CertificateAuthority.Create();
        using X509Certificate2 large = authority.IssueLargeServer();

        Assert.InRange(large.RawData.Length, 2000, 4000);
        Assert.True(large.MatchesHostname("localhost"));
    }

    [Fact]
    public void Git_tracks_no_key()
    {
        string? git = Tool.Find("git");
        Assert.SkipWhen(git is null, "git is not installed.");
        string tracked = Tool.Run(git, "ls-files", AppContext.BaseDirectory, out int code);
        Assert.SkipWhen(code != 0, "The tests do not run inside a git repository.");
        string all = Tool.Run(git, "ls-files :/", AppContext.BaseDirectory, out _);

        Assert.NotEmpty(all);
        Assert.DoesNotContain(
            (tracked + all).Split('\n'),
            file => file.EndsWith(".pem", StringComparison.Ordinal) || file.EndsWith(".key", StringComparison.Ordinal)
        );
    }

    private static string OpenSsl(string arguments)
    {
        string? openssl = Tool.Find("openssl");
        Assert.SkipWhen(openssl is null, "openssl is not installed.");
        return Tool.Run(openssl, arguments, Path.GetTempPath(), out _);
    }

    private string In(string file) => Path.Combine(_folder, file);

    private string Read(string file) => File.ReadAllText(In(file));

    private string[] PemNames() =>
        [.. Directory.GetFiles(_folder, "*.pem").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private byte[][] Contents() => [.. PemNames().Select(name => File.ReadAllBytes(In(name)))];

    private void Write(string name, X509Certificate2 certificate)
    {
        using System.Security.Cryptography.AsymmetricAlgorithm key = LessonKey.Of(certificate)!;
        File.WriteAllText(In($"{name}-key.pem"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(In($"{name}-cert.pem"), certificate.ExportCertificatePem());
    }
}
