using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// Draws a new secret for the cookies every few minutes, so that a ClientHello that somebody has caught or collected
/// proves nothing
/// for long; the secret before counts a while longer, for the handshakes under way (RFC 6347, section 4.2.1). Many
/// threads may share it.
/// </summary>
internal sealed class CookieSecrets(TlsCrypto crypto, TimeProvider clock)
{
    /// <summary>New cookies are made with a secret for so long.</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>Its cookies are accepted for so long after that.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private DtlsVerifier _current = new(crypto);
    private DtlsVerifier? _previous;
    private long _since = clock.GetTimestamp();
    private TimeSpan _graceLeft;

    /// <summary>Looks at a ClientHello, and answers it with a HelloVerifyRequest where it proves nothing.</summary>
    /// <returns>Null where it proves nothing, or is none.</returns>
    internal DtlsRequest? Verify(byte[] client, byte[] datagram, int length, DatagramSender answer)
    {
        (DtlsVerifier current, DtlsVerifier? previous) = Secrets();
        return previous?.VerifyRequest(client, datagram, 0, length, SilentSender.Instance)
            ?? current.VerifyRequest(client, datagram, 0, length, answer);
    }

    private (DtlsVerifier Current, DtlsVerifier? Previous) Secrets()
    {
        lock (_lock)
        {
            TimeSpan age = clock.GetElapsedTime(_since);
            if (age >= Lifetime)
            {
                // Nothing was asked since its end, so that its last cookie is no younger.
                _graceLeft = Lifetime + Grace - age;
                (_previous, _current, _since, age) = (
                    _current,
                    new DtlsVerifier(crypto),
                    clock.GetTimestamp(),
                    TimeSpan.Zero
                );
            }

            _previous = age < _graceLeft ? _previous : null;
            return (_current, _previous);
        }
    }
}
