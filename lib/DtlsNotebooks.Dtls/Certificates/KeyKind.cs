namespace DtlsNotebooks.Dtls.Certificates;

/// <summary>The kind of key in a certificate.</summary>
public enum KeyKind
{
    /// <summary>An elliptic curve key on the curve P-256, for ECDSA (FIPS 186-5). Small and quick.</summary>
    EcdsaP256,

    /// <summary>An RSA key with a modulus of 2048 bits (RFC 8017). Large messages, slower handshakes.</summary>
    Rsa2048,
}
