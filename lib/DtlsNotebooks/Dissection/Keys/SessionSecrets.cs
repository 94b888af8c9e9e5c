namespace DtlsNotebooks.Dissection.Keys;

/// <summary>
/// The master secrets of sessions, found by the random of the ClientHello, as a key log in NSS format
/// keeps them. Whoever has them reads everything, so they are never shown in words.
/// </summary>
public sealed class SessionSecrets
{
    private readonly Dictionary<string, byte[]> _secrets;

    private SessionSecrets(Dictionary<string, byte[]> secrets) => _secrets = secrets;

    /// <summary>No secret at all: nothing encrypted is opened.</summary>
    public static SessionSecrets None { get; } = new([]);

    /// <summary>How many sessions' secrets there are.</summary>
    public int Count => _secrets.Count;

    /// <summary>
    /// Reads a key log in NSS format: lines of the form <c>CLIENT_RANDOM random secret</c>, in hexadecimal. Lines with
    /// other labels, comments and empty lines are left out.
    /// </summary>
    /// <param name="keyLog">The text of the key log.</param>
    /// <returns>The secrets.</returns>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    /// <exception cref="FormatException">A CLIENT_RANDOM line is not of that form.</exception>
    public static SessionSecrets Parse(string keyLog)
    {
        ArgumentNullException.ThrowIfNull(keyLog);
        var secrets = new Dictionary<string, byte[]>();
        string[] lines = keyLog.Split('\n', StringSplitOptions.TrimEntries);
        for (int at = 0; at < lines.Length; at++)
        {
            if (!lines[at].StartsWith("CLIENT_RANDOM", StringComparison.Ordinal))
                continue;
            (string? random, byte[]? secret) = ParseLine(lines[at], at + 1);
            secrets[random] = secret;
        }

        return new SessionSecrets(secrets);
    }

    /// <summary>These secrets and one more.</summary>
    /// <param name="clientRandom">The random of the ClientHello, 32 bytes.</param>
    /// <param name="masterSecret">The master secret, 48 bytes.</param>
    /// <returns>A new set; this one stays as it is.</returns>
    /// <exception cref="ArgumentException">The random has not 32 bytes, or the secret not 48.</exception>
    public SessionSecrets With(ReadOnlySpan<byte> clientRandom, ReadOnlySpan<byte> masterSecret)
    {
        if (clientRandom.Length != 32)
        {
            throw new ArgumentException(
                $"The random of a ClientHello has 32 bytes; this one has {clientRandom.Length}.",
                nameof(clientRandom)
            );
        }

        if (masterSecret.Length != 48)
        {
            throw new ArgumentException(
                $"A master secret has 48 bytes; this one has {masterSecret.Length}.",
                nameof(masterSecret)
            );
        }

        return new SessionSecrets(
            new Dictionary<string, byte[]>(_secrets)
            {
                [Convert.ToHexStringLower(clientRandom)] = masterSecret.ToArray(),
            }
        );
    }

    /// <summary>How many there are, and nothing else of them.</summary>
    public override string ToString() => Count == 1 ? "the secret of 1 session" : $"the secrets of {Count} sessions";

    internal byte[]? Find(ReadOnlySpan<byte> clientRandom) =>
        _secrets.GetValueOrDefault(Convert.ToHexStringLower(clientRandom));

    private static (string Random, byte[] Secret) ParseLine(string line, int number)
    {
        string[] parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (
            parts is not ["CLIENT_RANDOM", { Length: 64 } random, { Length: 96 } secret]
            || !IsHex(random)
            || !IsHex(secret)
        )
        {
            throw new FormatException(
                $"Line {number} of the key log should read CLIENT_RANDOM, then 64 and 96 hexadecimal digits, with "
                    + "spaces between. Copy the whole line from the key log."
            );
        }

        return (random.ToLowerInvariant(), Convert.FromHexString(secret));
    }

    private static bool IsHex(string text) => text.All(char.IsAsciiHexDigit);
}
