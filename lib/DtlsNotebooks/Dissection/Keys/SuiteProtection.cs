namespace DtlsNotebooks.Dissection.Keys;

/// <summary>How a suite protects records, read from its name.</summary>
internal sealed record SuiteProtection
{
    public required CipherKind Kind { get; init; }

    /// <summary>The bytes of a write key.</summary>
    public int KeyLength { get; init; }

    /// <summary>The bytes of a write IV that the key block holds (RFC 5246, section 6.3).</summary>
    public int FixedIvLength { get; init; }

    /// <summary>The bytes before the ciphertext: the explicit nonce, or the IV of a CBC suite.</summary>
    public int PrefixLength { get; init; }

    /// <summary>The bytes of the tag after the ciphertext.</summary>
    public int TagLength { get; init; }

    /// <summary>The bytes of the MAC of a CBC suite, and of its key.</summary>
    public int MacLength { get; init; }

    /// <summary>Whether the pseudorandom function is on SHA-384 instead of SHA-256 (RFC 5246, section 5).</summary>
    public bool Sha384 { get; init; }

    public static SuiteProtection Of(SuiteId suite)
    {
        string name = suite.Protection;
        SuiteProtection found =
            name.StartsWith("AES_", StringComparison.Ordinal) ? OfAes(name)
            : name.StartsWith("CHACHA20_POLY1305", StringComparison.Ordinal)
                ? new SuiteProtection
                {
                    Kind = CipherKind.ChaCha20Poly1305,
                    KeyLength = 32,
                    FixedIvLength = 12,
                    TagLength = 16,
                }
            : new SuiteProtection { Kind = CipherKind.Other };
        return found with { Sha384 = name.EndsWith("SHA384", StringComparison.Ordinal) };
    }

    private static SuiteProtection OfAes(string name)
    {
        int key = name.StartsWith("AES_256", StringComparison.Ordinal) ? 32 : 16;
        return name["AES_128_".Length..].Split('_') switch
        {
            ["GCM", ..] => new()
            {
                Kind = CipherKind.Gcm,
                KeyLength = key,
                FixedIvLength = 4,
                PrefixLength = 8,
                TagLength = 16,
            },
            ["CCM", "8", ..] => new()
            {
                Kind = CipherKind.Ccm,
                KeyLength = key,
                FixedIvLength = 4,
                PrefixLength = 8,
                TagLength = 8,
            },
            ["CCM", ..] => new()
            {
                Kind = CipherKind.Ccm,
                KeyLength = key,
                FixedIvLength = 4,
                PrefixLength = 8,
                TagLength = 16,
            },
            ["CBC", var hash] => new()
            {
                Kind = CipherKind.Cbc,
                KeyLength = key,
                PrefixLength = 16,
                MacLength = MacOf(hash),
            },
            _ => new() { Kind = CipherKind.Other },
        };
    }

    private static int MacOf(string hash) =>
        hash switch
        {
            "SHA" => 20,
            "SHA256" => 32,
            _ => 48,
        };
}
