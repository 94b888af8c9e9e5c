using System.Security.Cryptography;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// Makes and checks cookies: a keyed hash of the client's address and of what its ClientHello says before the cookie
/// (RFC 6347, section 4.2.1). It draws a new secret every few minutes, so that a ClientHello that somebody has caught or
/// collected proves nothing for long; the secret before counts a while longer, for the handshakes under way. Many
/// threads may share it.
/// </summary>
internal sealed class CookieSecrets(TimeProvider clock)
{
    internal const int CookieLength = HMACSHA256.HashSizeInBytes;

    /// <summary>New cookies are made with a secret for so long.</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>Its cookies are accepted for so long after that.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private byte[] _current = NewSecret();
    private byte[]? _previous;
    private long _since = clock.GetTimestamp();
    private TimeSpan _graceLeft;

    /// <summary>The cookie for a client and what its hello says before the cookie.</summary>
    internal byte[] Make(ReadOnlySpan<byte> client, ReadOnlySpan<byte> hello) => Hash(Secrets().Current, client, hello);

    /// <summary>The client has sent the cookie that was made for it.</summary>
    internal bool IsProved(ReadOnlySpan<byte> client, ReadOnlySpan<byte> hello, ReadOnlySpan<byte> cookie)
    {
        if (cookie.Length != CookieLength)
            return false;

        (byte[] current, byte[]? previous) = Secrets();
        return CryptographicOperations.FixedTimeEquals(Hash(current, client, hello), cookie)
            || (previous is not null && CryptographicOperations.FixedTimeEquals(Hash(previous, client, hello), cookie));
    }

    private static byte[] Hash(byte[] secret, ReadOnlySpan<byte> client, ReadOnlySpan<byte> hello)
    {
        Span<byte> text = stackalloc byte[client.Length + hello.Length];
        client.CopyTo(text);
        hello.CopyTo(text[client.Length..]);
        return HMACSHA256.HashData(secret, text);
    }

    private static byte[] NewSecret() => RandomNumberGenerator.GetBytes(CookieLength);

    private (byte[] Current, byte[]? Previous) Secrets()
    {
        lock (_lock)
        {
            TimeSpan age = clock.GetElapsedTime(_since);
            if (age >= Lifetime)
            {
                // Nothing was asked since its end, so that its last cookie is no younger.
                _graceLeft = Lifetime + Grace - age;
                (_previous, _current, _since, age) = (_current, NewSecret(), clock.GetTimestamp(), TimeSpan.Zero);
            }

            _previous = age < _graceLeft ? _previous : null;
            return (_current, _previous);
        }
    }
}
