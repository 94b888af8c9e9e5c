using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;
using Org.BouncyCastle.Utilities.IO.Pem;

namespace DtlsNotebooks.Benchmarks.Own;

/// <summary>What a server over BouncyCastle alone shows, read once.</summary>
/// <param name="Chain">Its certificates.</param>
/// <param name="Key">Its private key.</param>
internal sealed record PlainKeys(Certificate Chain, AsymmetricKeyParameter Key)
{
    /// <summary>Reads the files.</summary>
    public static PlainKeys Load(BcTlsCrypto crypto, string certificate, string key)
    {
        using StreamReader certificates = File.OpenText(certificate);
        var chain = new List<Org.BouncyCastle.Tls.Crypto.TlsCertificate>();
        using var reader = new Org.BouncyCastle.Utilities.IO.Pem.PemReader(certificates);
        while (reader.ReadPemObject() is PemObject pem)
            chain.Add(crypto.CreateCertificate(pem.Content));

        using StreamReader keys = File.OpenText(key);
        using var keyReader = new Org.BouncyCastle.OpenSsl.PemReader(keys);
        object read = keyReader.ReadObject();
        return new PlainKeys(
            new Certificate([.. chain]),
            read as AsymmetricKeyParameter ?? ((AsymmetricCipherKeyPair)read).Private
        );
    }
}
