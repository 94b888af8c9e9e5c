using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;

namespace DtlsNotebooks.Tests.Certificates;

/// <summary>For each way in which a certificate or a key cannot be used, its cause in words, and no bad advice.</summary>
public sealed class UnusableKeyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dtls-notebooks-").FullName;
    private readonly X509Certificate2 _certificate = Issue();

    public void Dispose()
    {
        _certificate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void An_encrypted_key_says_so()
    {
        using ECDsa key = _certificate.GetECDsaPrivateKey()!;
        var how = new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000);

        AssertKeyRefused(key.ExportEncryptedPkcs8PrivateKeyPem("secret", how), "password");
        AssertKeyRefused(
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n"
                + "-----END RSA PRIVATE KEY-----\n",
            "password"
        );
    }

    [Theory]
    [InlineData("1.3.101.112", "Ed25519")]
    [InlineData("1.3.101.113", "Ed448")]
    [InlineData("1.2.840.113549.1.1.10", "PSS")]
    [InlineData("1.2.840.10040.4.1", "DSA")]
    [InlineData("1.3.101.110", "X25519")]
    [InlineData("1.2.3.4", "1.2.3.4")]
    public void A_key_of_another_kind_is_named(string algorithm, string name)
    {
        var info = new Org.BouncyCastle.Asn1.Pkcs.PrivateKeyInfo(
            new Org.BouncyCastle.Asn1.X509.AlgorithmIdentifier(
                new Org.BouncyCastle.Asn1.DerObjectIdentifier(algorithm)
            ),
            new Org.BouncyCastle.Asn1.DerOctetString(new byte[32])
        );

        AssertKeyRefused(PemEncoding.WriteString("PRIVATE KEY", info.GetEncoded()), name);
    }

    [Fact]
    public void A_key_on_another_curve_is_named()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.brainpoolP256r1);
        AssertKeyRefused(key.ExportPkcs8PrivateKeyPem(), "brainpool");
        AssertKeyRefused(key.ExportECPrivateKeyPem(), "brainpool");
    }

    [Fact]
    public void Files_in_binary_form_and_exchanged_files_say_so()
    {
        using ECDsa key = _certificate.GetECDsaPrivateKey()!;
        string good = Write("good.pem", _certificate.ExportCertificatePem());
        string goodKey = Write("good-key.pem", key.ExportPkcs8PrivateKeyPem());
        string der = Path.Combine(_folder, "der");
        File.WriteAllBytes(der, _certificate.RawData);
        Assert.Contains("binary", Refusal(() => PemFile.ReadCertificates(der)));
        File.WriteAllBytes(der, key.ExportPkcs8PrivateKey());
        Assert.Contains("binary", Refusal(() => PemFile.ReadWithKey(good, der)));

        Assert.Contains("exchanged", Refusal(() => PemFile.ReadWithKey(goodKey, good)));
        Assert.Contains("exchanged", Refusal(() => PemFile.ReadWithKey(good, good)));
        AssertKeyRefused(key.ExportSubjectPublicKeyInfoPem(), "public");
        AssertKeyRefused("", "empty");
        AssertKeyRefused("hello", "no private key");
        Assert.Contains("empty", Refusal(() => PemFile.ReadCertificates(Write("empty.pem", ""))));
        Assert.Contains("neither", Refusal(() => PemFile.ReadCertificates(Write("text.pem", "hello"))));
        string request = new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        Assert.Contains("sign", Refusal(() => PemFile.ReadCertificates(Write("request.pem", request))));
    }

    [Fact]
    public void Damaged_files_say_so()
    {
        string broken = PemEncoding.WriteString("CERTIFICATE", new byte[50]);
        Assert.Contains("damaged", Refusal(() => PemFile.ReadCertificates(Write("broken.pem", broken))));
        AssertKeyRefused(PemEncoding.WriteString("PRIVATE KEY", new byte[50]), "damaged");
        AssertKeyRefused(PemEncoding.WriteString("EC PRIVATE KEY", new byte[50]), "damaged");
        AssertKeyRefused(PemEncoding.WriteString("RSA PRIVATE KEY", new byte[50]), "damaged");
    }

    [Fact]
    public void A_key_that_belongs_to_another_certificate_says_what_each_is()
    {
        using var rsa = RSA.Create(2048);
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        AssertKeyRefused(rsa.ExportPkcs8PrivateKeyPem(), "RSA key of 2048 bits");
        AssertKeyRefused(ec.ExportPkcs8PrivateKeyPem(), "not the key of");
    }

    [Fact]
    public void Credentials_name_what_they_cannot_use()
    {
        using X509Certificate2 bare = X509CertificateLoader.LoadCertificate(_certificate.RawData);
        Assert.Contains("key file", Assert.Throws<ArgumentException>(() => new DtlsCredentials(bare)).Message);

        using var odd = ECDsa.Create(ECCurve.NamedCurves.brainpoolP256r1);
        using X509Certificate2 curve = new CertificateRequest("CN=odd", odd, HashAlgorithmName.SHA256).CreateSelfSigned(
            DateTimeOffset.UtcNow,
            DateTimeOffset.UtcNow.AddDays(1)
        );
        Assert.Contains("brainpool", Assert.Throws<ArgumentException>(() => new DtlsCredentials(curve)).Message);
    }

    [Fact]
    public void Credentials_outlive_the_certificate_they_were_made_from()
    {
        X509Certificate2 certificate = DtlsNotebooks.Tests.Dtls.LessonPki.Authority.IssueServer();
        DtlsContext server = DtlsNotebooks.Tests.Dtls.LessonPki.ServerWith(certificate);
        certificate.Dispose();

        using var run = DtlsNotebooks.Tests.Dtls.HandshakeRun.Make(DtlsNotebooks.Tests.Dtls.LessonPki.Client(), server);
        run.AssertWorks();
        Assert.Contains("lesson server", server.Credentials!.Certificate.Subject);
    }

    private static X509Certificate2 Issue()
    {
        using var authority = CertificateAuthority.Create();
        return authority.IssueServer();
    }

    private void AssertKeyRefused(string keyPem, string why)
    {
        string certificate = Write("certificate.pem", _certificate.ExportCertificatePem());
        string key = Write("key.pem", keyPem);
        string message = Refusal(() => PemFile.ReadWithKey(certificate, key));
        Assert.Contains(why, message);
        Assert.Contains("key.pem", message);
    }

    /// <summary>The message, which never tells to delete what the lesson may not have made.</summary>
    private static string Refusal(Func<object> read)
    {
        string message = Assert.Throws<CertificateFileException>(read).Message;
        Assert.DoesNotContain("delete", message);
        return message;
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
