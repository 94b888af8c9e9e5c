namespace DtlsNotebooks.Dtls.Certificates;

/// <summary>What a certificate's holder may do with it (extended key usage, RFC 5280, section 4.2.1.12).</summary>
public enum CertificatePurpose
{
    /// <summary>Prove the identity of a server (id-kp-serverAuth).</summary>
    Server,

    /// <summary>Prove the identity of a client (id-kp-clientAuth).</summary>
    Client,
}
