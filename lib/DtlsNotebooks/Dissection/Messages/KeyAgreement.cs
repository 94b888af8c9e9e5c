namespace DtlsNotebooks.Dissection.Messages;

/// <summary>How two sides come to a common secret.</summary>
internal enum KeyAgreement
{
    /// <summary>The suite is not known, or has no such exchange.</summary>
    None,
    EllipticCurve,
    FiniteField,

    /// <summary>The client encrypts the secret with the server's RSA key.</summary>
    Rsa,
}
