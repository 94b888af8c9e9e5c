using System.Runtime.CompilerServices;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace DtlsNotebooks.Dtls.Engine.Internals;

/// <summary>
/// The checks and computations of TLS 1.2 that both sides need. The first argument of each only says whose static
/// member it is: null.
/// </summary>
internal static class TlsParts
{
    /// <summary>The keys of the negotiated suite (RFC 5246, section 6.3).</summary>
    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "InitCipher")]
    internal static extern TlsCipher InitCipher(TlsUtilities? of, TlsContext context);

    /// <summary>What a Finished message holds (RFC 5246, section 7.4.9).</summary>
    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "CalculateVerifyData")]
    internal static extern byte[] VerifyData(
        TlsUtilities? of,
        TlsContext context,
        TlsHandshakeHash transcript,
        bool isServer
    );

    /// <summary>The hash of the handshake so far (RFC 7627, section 3).</summary>
    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "GetCurrentPrfHash")]
    internal static extern byte[] CurrentHash(TlsUtilities? of, TlsHandshakeHash transcript);

    /// <summary>The master secret (RFC 5246, section 8.1, and RFC 7627, section 4); the premaster secret goes.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "EstablishMasterSecret")]
    internal static extern void EstablishMasterSecret(TlsProtocol? of, TlsContext context, TlsKeyExchange keyExchange);

    /// <summary>
    /// Clears the private half of a key exchange that comes to nothing. BouncyCastle does so where it computes the shared
    /// secret, and nowhere else; so that is computed, with whatever is there, and thrown away.
    /// </summary>
    internal static void ClearPrivateHalf(TlsKeyExchange? exchange)
    {
        if (exchange is not TlsECDheKeyExchange ephemeral || AgreementOf(ephemeral) is not TlsAgreement agreement)
            return;

        try
        {
            agreement.CalculateSecret().Destroy();
        }
        catch (Exception e) when (e is IOException or NullReferenceException or ArgumentException)
        {
            // The peer's half never came, or is of no use.
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_agreement")]
    internal static extern ref TlsAgreement? AgreementOf(TlsECDheKeyExchange exchange);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "GetMaxHandshakeMessageSize")]
    internal static extern int LongestMessage(TlsUtilities? of, TlsPeer peer);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "InitKeyExchangeServer")]
    internal static extern TlsKeyExchange ServerKeyExchange(
        TlsUtilities? of,
        TlsServerContext context,
        TlsServer server
    );

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "EstablishServerCredentials")]
    internal static extern TlsCredentials? ServerCredentials(TlsUtilities? of, TlsServer server);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "ValidateCertificateRequest")]
    internal static extern CertificateRequest Validate(
        TlsUtilities? of,
        CertificateRequest request,
        TlsKeyExchange keyExchange
    );

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "EstablishServerSigAlgs")]
    internal static extern void EstablishSignatures(
        TlsUtilities? of,
        SecurityParameters agreed,
        CertificateRequest request
    );

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "TrackHashAlgorithms")]
    internal static extern void Track(
        TlsUtilities? of,
        TlsHandshakeHash transcript,
        IList<SignatureAndHashAlgorithm> signatures
    );

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "InitKeyExchangeClient")]
    internal static extern TlsKeyExchange ClientKeyExchange(
        TlsUtilities? of,
        TlsClientContext context,
        TlsClient client
    );

    /// <summary>Hands the server's certificate to the key exchange and to the client, which checks it.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "ProcessServerCertificate")]
    internal static extern void CheckServerCertificate(
        TlsUtilities? of,
        TlsClientContext context,
        CertificateStatus? status,
        TlsKeyExchange keyExchange,
        TlsAuthentication authentication,
        IDictionary<int, byte[]> clientExtensions,
        IDictionary<int, byte[]> serverExtensions
    );

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "EstablishClientCredentials")]
    internal static extern TlsCredentials? ClientCredentials(
        TlsUtilities? of,
        TlsAuthentication authentication,
        CertificateRequest request
    );

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "GetSignatureAndHashAlgorithm")]
    internal static extern SignatureAndHashAlgorithm SignatureOf(
        TlsUtilities? of,
        ProtocolVersion version,
        TlsCredentialedSigner signer
    );

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "VerifySupportedSignatureAlgorithm")]
    internal static extern void RequireSupported(
        TlsUtilities? of,
        IList<SignatureAndHashAlgorithm> supported,
        SignatureAndHashAlgorithm signature,
        short alertDescription
    );

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "TrackHashAlgorithmClient")]
    internal static extern void TrackOwn(
        TlsUtilities? of,
        TlsHandshakeHash transcript,
        SignatureAndHashAlgorithm signature
    );

    /// <summary>The client's signature of the handshake so far (RFC 5246, section 7.4.8).</summary>
    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "GenerateCertificateVerifyClient")]
    internal static extern DigitallySigned SignTranscript(
        TlsUtilities? of,
        TlsClientContext context,
        TlsCredentialedSigner signer,
        SignatureAndHashAlgorithm signature,
        TlsStreamSigner? stream,
        TlsHandshakeHash transcript
    );
}
