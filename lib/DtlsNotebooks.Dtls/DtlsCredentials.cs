using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Dtls.Engine;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace DtlsNotebooks.Dtls;

/// <summary>
/// A certificate and its private key: what a server, or a client that is asked for one, proves its identity with.
/// Many sessions and threads may share it.
/// </summary>
/// <example><code>var credentials = DtlsCredentials.Load("../certs/server-cert.pem", "../certs/server-key.pem");</code></example>
public sealed class DtlsCredentials : IDisposable
{
    private readonly AsymmetricAlgorithm _key;
    private readonly Lock _keyLock = new();
    private readonly byte[][] _chain;
    private readonly int? _group;
    private volatile KeptMessage? _message;
    private volatile FittingSuites? _fitting;

    /// <summary>Takes a certificate that holds its private key.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="issuers">
    /// The certificates between it and the authority that the peer trusts, where there are any.
    /// </param>
    /// <exception cref="ArgumentException">
    /// It has no private key, or one of a kind that is not used here; the message says which.
    /// </exception>
    public DtlsCredentials(X509Certificate2 certificate, params IEnumerable<X509Certificate2> issuers)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(issuers);
        // A copy: on macOS the key of a certificate lives in a keychain that goes with the certificate.
        _key = OwnKey(certificate);
        _group = SigningKey.GroupOf(_key);
        Certificate = X509CertificateLoader.LoadCertificate(certificate.RawData);
        _chain = [certificate.RawData, .. issuers.Select(issuer => issuer.RawData)];
    }

    /// <summary>The certificate; a copy without its private key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The kind of its key, as a TLS signature algorithm (RFC 5246, section 7.4.1.4.1).</summary>
    internal short SignatureAlgorithm =>
        _key is ECDsa ? Org.BouncyCastle.Tls.SignatureAlgorithm.ecdsa : Org.BouncyCastle.Tls.SignatureAlgorithm.rsa;

    /// <summary>Loads a certificate and its private key from PEM files.</summary>
    /// <param name="certificatePath">The certificate first, then those between it and the authority.</param>
    /// <param name="keyPath">Its private key.</param>
    /// <exception cref="CertificateFileException">A file is missing or broken; the message says what to do.</exception>
    public static DtlsCredentials Load(string certificatePath, string keyPath)
    {
        IReadOnlyList<X509Certificate2> chain = PemFile.ReadWithKey(certificatePath, keyPath);
        return new DtlsCredentials(chain[0], chain.Skip(1));
    }

    /// <summary>What BouncyCastle's server or client signs its part of a handshake with.</summary>
    /// <param name="context">
    /// The context that BouncyCastle gave to the server or client in <c>Init</c> (its field <c>m_context</c>).
    /// </param>
    /// <exception cref="TlsFatalAlert">The peer accepts no signature that this key can make.</exception>
    public TlsCredentialedSigner CreateSigner(TlsContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        SignatureAndHashAlgorithm algorithm =
            Scheme(context)
            ?? throw new TlsFatalAlert(
                AlertDescription.handshake_failure,
                "the peer accepts no signature that this key can make, SHA-1 aside"
            );
        return new DefaultTlsCredentialedSigner(
            new TlsCryptoParameters(context),
            new PlatformSigner(_key, _keyLock),
            CertificateMessage(context.Crypto),
            algorithm
        );
    }

    /// <summary>The signature to make for this peer; null where it accepts none that the key can make.</summary>
    internal SignatureAndHashAlgorithm? Scheme(TlsContext context)
    {
        SecurityParameters parameters = context.SecurityParameters;
        return SigningKey.Choose(_key, context.IsServer ? parameters.ClientSigAlgs : parameters.ServerSigAlgs);
    }

    /// <summary>
    /// The peer can check what this key signs: it accepts a signature of its kind, and its curve (RFC 8422, section
    /// 5.1).
    /// </summary>
    internal bool SuitsClient(TlsContext context) =>
        Scheme(context) is not null
        && (
            _group is not int group
            || context.SecurityParameters.ClientSupportedGroups is not int[] groups
            || groups.Contains(group)
        );

    /// <summary>Those of the chosen suites that fit this key; asked for several times a handshake.</summary>
    /// <param name="chosen">A list that does not change; null for the usual suites.</param>
    internal int[] Fitting(IReadOnlyList<TlsCipherSuite>? chosen)
    {
        FittingSuites? kept = _fitting;
        if (kept is null || !ReferenceEquals(kept.Chosen, chosen))
            _fitting = kept = new FittingSuites(chosen, SuiteChoice.Fitting(chosen, SignatureAlgorithm));
        return kept.Suites;
    }

    /// <summary>Forgets the private key. The certificate that it was made from is left to whoever made it.</summary>
    public void Dispose() => _key.Dispose();

    private static AsymmetricAlgorithm OwnKey(X509Certificate2 certificate)
    {
        AsymmetricAlgorithm key =
            LessonKey.Of(certificate)
            ?? throw new ArgumentException(
                certificate.HasPrivateKey || !KeyName.IsUsed(certificate.GetKeyAlgorithm())
                    ? $"This certificate cannot be used: {KeyName.Unusable(KeyName.OfAlgorithm(certificate.GetKeyAlgorithm()))}."
                    : "The certificate has no private key: load it together with its key file.",
                nameof(certificate)
            );
        if (key is ECDsa curve && KeyName.WhyNoCurve(curve) is string reason)
        {
            key.Dispose();
            throw new ArgumentException($"This certificate cannot be used: {reason}.", nameof(certificate));
        }

        try
        {
            AsymmetricAlgorithm copy = key switch
            {
                ECDsa ec => ECDsa.Create(ec.ExportParameters(includePrivateParameters: true)),
                RSA rsa => RSA.Create(rsa.ExportParameters(includePrivateParameters: true)),
                _ => key,
            };
            if (copy != key)
                key.Dispose();
            return copy;
        }
        catch (CryptographicException)
        {
            // It may not be exported, as on a smart card: then it lives where the system keeps it.
            return key;
        }
    }

    // The same for every handshake: BouncyCastle would read each certificate anew.
    private Certificate CertificateMessage(TlsCrypto crypto)
    {
        KeptMessage? kept = _message;
        if (kept?.Crypto != crypto)
            _message = kept = new KeptMessage(crypto, new([.. _chain.Select(crypto.CreateCertificate)]));
        return kept.Certificate;
    }

    private sealed record KeptMessage(TlsCrypto Crypto, Certificate Certificate);

    private sealed record FittingSuites(IReadOnlyList<TlsCipherSuite>? Chosen, int[] Suites);
}
