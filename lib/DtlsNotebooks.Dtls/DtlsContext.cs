using System.Net.Security;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Dtls.Engine;

namespace DtlsNotebooks.Dtls;

/// <summary>
/// What sessions have in common: whom to trust, how to prove one's own identity, which suites, how long to wait.
/// Made once, used by many sessions and threads (what the C tutorial keeps in a WOLFSSL_CTX).
/// </summary>
/// <remarks>
/// It owns nothing, so there is nothing to dispose of: a copy made by <c>with</c> refers to the same
/// <see cref="Credentials"/>, <see cref="SessionCache"/> and cookies. The secrets are theirs: dispose of those two when
/// no session needs them any more.
/// </remarks>
/// <example><code>
/// var context = new DtlsContext
/// {
///     Verifier = CertificateVerifier.Load("../certs/ca-cert.pem"),
///     Credentials = DtlsCredentials.Load("../certs/server-cert.pem", "../certs/server-key.pem"),
/// };
/// </code></example>
public sealed record DtlsContext
{
    /// <summary>Makes a context that trusts nobody yet.</summary>
    public DtlsContext()
    {
        Crypto = new DtlsCrypto();
        Cookies = new CookieExchange();
    }

    /// <summary>
    /// The cryptography that the sessions share; give it to a <c>DefaultTlsServer</c> or <c>DefaultTlsClient</c> of
    /// your own.
    /// </summary>
    public DtlsCrypto Crypto { get; }

    /// <summary>The cookies of a server's clients; one secret for all of them.</summary>
    public CookieExchange Cookies { get; }

    /// <summary>Whom to trust. A client needs it, and a server that requires client certificates.</summary>
    public CertificateVerifier? Verifier { get; init; }

    /// <summary>
    /// The own certificate and key. A server needs them, and a client that is asked for a certificate.
    /// </summary>
    public DtlsCredentials? Credentials { get; init; }

    /// <summary>
    /// The cipher suites to offer or accept, the best first, such as
    /// <see cref="TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"/>; null for those with ECDHE and AES-GCM or
    /// ChaCha20-Poly1305.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// There is none, or one of them cannot be used here: suites that encrypt and whose key exchange is ECDHE_ECDSA,
    /// ECDHE_RSA or DHE_RSA can.
    /// </exception>
    public IReadOnlyList<TlsCipherSuite>? CipherSuites
    {
        get;
        init => field = value is null ? null : SuiteChoice.Checked(value, nameof(CipherSuites));
    }

    /// <summary>A server refuses clients without a good certificate: mutual authentication.</summary>
    public bool RequireClientCertificate { get; init; }

    /// <summary>
    /// What a server remembers of its sessions, so that clients can resume them; null: every handshake is a full one.
    /// </summary>
    public SessionCache? SessionCache { get; init; }

    /// <summary>
    /// A client checks that the server's certificate names the host it asked for. Without it any holder of a good
    /// certificate can pose as the server.
    /// </summary>
    public bool CheckHostName { get; init; } = true;

    /// <summary>
    /// Keep what opens a session's datagrams in <see cref="DtlsSession.KeyLogLine"/>. For lessons only: who has the
    /// line can read the session.
    /// </summary>
    public bool KeepKeyLog { get; init; }

    /// <summary>How long a handshake may take; 15 seconds by default.</summary>
    public TimeSpan HandshakeTimeout
    {
        get;
        init => field = Positive(value, nameof(HandshakeTimeout));
    } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// When an unanswered flight is first sent again; then the time doubles, up to <see cref="LongestResend"/>, and keeps
    /// its length until a flight passes without being sent again. One second by default (RFC 6347, section 4.2.4.1).
    /// </summary>
    public TimeSpan FirstResend
    {
        get;
        init => field = Positive(value, nameof(FirstResend));
    } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The longest time after which an unanswered flight is sent again; a minute by default (RFC 6347, section 4.2.4.1).
    /// </summary>
    public TimeSpan LongestResend
    {
        get;
        init => field = Positive(value, nameof(LongestResend));
    } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long <see cref="DtlsSession"/> waits for a client or for data where no time is given; 10 seconds by
    /// default.
    /// </summary>
    public TimeSpan IdleTimeout
    {
        get;
        init => field = Positive(value, nameof(IdleTimeout));
    } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The largest datagram to send, in bytes of UDP payload, from 64 to 1400. Keep a client at 125 or more: its first
    /// datagram must hold the server's cookie, or it proves nothing to a server that keeps no state before
    /// (<see cref="CookieExchange"/>).
    /// </summary>
    public int SendLimit
    {
        get;
        init =>
            field = value is >= SessionTransport.SmallestLimit and <= SessionTransport.LargestDatagram
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(SendLimit),
                    value,
                    $"A datagram limit is from {SessionTransport.SmallestLimit} to "
                        + $"{SessionTransport.LargestDatagram} bytes."
                );
    } = SessionTransport.LargestDatagram;

    /// <summary>A server's context with a lesson's certificates.</summary>
    /// <param name="certificates">What <see cref="LessonCertificates.EnsureIn"/> returned.</param>
    /// <exception cref="CertificateFileException">A file is missing or broken.</exception>
    public static DtlsContext ForServer(LessonCertificates certificates)
    {
        ArgumentNullException.ThrowIfNull(certificates);
        return new DtlsContext
        {
            Verifier = CertificateVerifier.Load(certificates.AuthorityFile),
            Credentials = DtlsCredentials.Load(certificates.ServerFile, certificates.ServerKeyFile),
        };
    }

    /// <summary>
    /// A client's context with a lesson's certificates; it shows its own certificate to a server that asks for one.
    /// </summary>
    /// <param name="certificates">What <see cref="LessonCertificates.EnsureIn"/> returned.</param>
    /// <exception cref="CertificateFileException">A file is missing or broken.</exception>
    public static DtlsContext ForClient(LessonCertificates certificates)
    {
        ArgumentNullException.ThrowIfNull(certificates);
        return new DtlsContext
        {
            Verifier = CertificateVerifier.Load(certificates.AuthorityFile),
            Credentials = DtlsCredentials.Load(certificates.ClientFile, certificates.ClientKeyFile),
        };
    }

    /// <summary>The suites to offer.</summary>
    internal int[] ClientSuites() => SuiteChoice.Offered(CipherSuites);

    /// <summary>The suites to accept: those that fit the own key.</summary>
    internal int[] ServerSuites() => RequireCredentials().Fitting(CipherSuites);

    /// <summary>What a server must have.</summary>
    /// <exception cref="InvalidOperationException">Something is missing, or no suite fits the key.</exception>
    internal void RequireServer()
    {
        RequireCredentials();
        if (RequireClientCertificate)
            RequireVerifier("to check client certificates");

        if (ServerSuites().Length == 0)
        {
            throw new InvalidOperationException(
                $"None of the CipherSuites fits the key of the certificate ({Credentials!.Certificate.Subject}): "
                    + "TLS_ECDHE_ECDSA needs an ECDSA key, TLS_ECDHE_RSA and TLS_DHE_RSA need an RSA key."
            );
        }
    }

    /// <exception cref="InvalidOperationException">There are none.</exception>
    internal DtlsCredentials RequireCredentials() =>
        Credentials
        ?? throw new InvalidOperationException(
            "A server needs a certificate and its key: set Credentials in its DtlsContext."
        );

    /// <exception cref="InvalidOperationException">There is none.</exception>
    internal CertificateVerifier RequireVerifier(string purpose) =>
        Verifier
        ?? throw new InvalidOperationException(
            $"There is no authority {purpose} with: set Verifier in the DtlsContext."
        );

    private static TimeSpan Positive(TimeSpan value, string name) =>
        value > TimeSpan.Zero
            ? WaitTime.Checked(value, name)
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be longer than nothing.");
}
