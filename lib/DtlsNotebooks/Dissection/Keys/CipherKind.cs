namespace DtlsNotebooks.Dissection.Keys;

/// <summary>The kinds of record protection.</summary>
internal enum CipherKind
{
    /// <summary>One that this library does not open.</summary>
    Other,

    /// <summary>RFC 5288.</summary>
    Gcm,

    /// <summary>RFC 6655.</summary>
    Ccm,

    /// <summary>RFC 7905.</summary>
    ChaCha20Poly1305,

    /// <summary>RFC 5246, section 6.2.3.2.</summary>
    Cbc,
}
