namespace DtlsNotebooks.Dissection.Messages;

/// <summary>What a suite's key exchange puts into the key exchange messages.</summary>
internal readonly record struct KeyExchangeKind(KeyAgreement Agreement, bool Psk, bool Signed)
{
    /// <summary>By the suite; where it is not known, an ECDHE message betrays itself by its curve type.</summary>
    public static KeyExchangeKind Of(SuiteId? suite, ReadOnlySpan<byte> content)
    {
        if (suite is not { } known || known.KeyExchange.Length == 0)
            return LooksLikeCurve(content) ? new(KeyAgreement.EllipticCurve, false, true) : default;
        string name = known.KeyExchange;
        bool psk = name.Contains("PSK", StringComparison.Ordinal);
        bool signed = !psk && !name.Contains("anon", StringComparison.Ordinal);
        return name switch
        {
            _ when name.StartsWith("ECDH", StringComparison.Ordinal) => new(KeyAgreement.EllipticCurve, psk, signed),
            _ when name.StartsWith("DH", StringComparison.Ordinal) => new(KeyAgreement.FiniteField, psk, signed),
            "RSA" or "RSA_PSK" or "RSA_EXPORT" => new(KeyAgreement.Rsa, psk, false),
            _ => new(KeyAgreement.None, psk, false),
        };
    }

    private static bool LooksLikeCurve(ReadOnlySpan<byte> content) =>
        content.Length > 4
        && content[0] == 3
        && new GroupId((ushort)((content[1] << 8) | content[2])).IsKnown
        && content.Length >= 4 + content[3];
}
