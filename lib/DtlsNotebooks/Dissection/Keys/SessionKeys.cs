using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Dissection.Keys;

/// <summary>
/// The keys of a session of DTLS 1.2 or 1.0, made from its master secret (RFC 5246, section 6.3; RFC 4346, section
/// 6.3).
/// They open what both sides encrypt; they are never shown in words.
/// </summary>
public sealed class SessionKeys
{
    private readonly RecordOpener _ofClient;
    private readonly RecordOpener _ofServer;

    private SessionKeys(SuiteId suite, RecordOpener ofClient, RecordOpener ofServer) =>
        (Suite, _ofClient, _ofServer) = (suite, ofClient, ofServer);

    /// <summary>The suite the keys are for.</summary>
    public SuiteId Suite { get; }

    /// <summary>
    /// Whether records of a suite can be opened: AES-GCM, AES-CCM, ChaCha20-Poly1305 and AES-CBC of TLS 1.2.
    /// </summary>
    /// <param name="suite">The suite.</param>
    /// <returns>True if they can, given the master secret.</returns>
    public static bool CanOpen(SuiteId suite) =>
        suite.KeyExchange.Length > 0 && SuiteProtection.Of(suite).Kind != CipherKind.Other;

    /// <summary>Makes the keys.</summary>
    /// <param name="suite">The suite the server chose.</param>
    /// <param name="masterSecret">The master secret, 48 bytes.</param>
    /// <param name="clientRandom">The random of the ClientHello, 32 bytes.</param>
    /// <param name="serverRandom">The random of the ServerHello, 32 bytes.</param>
    /// <param name="encryptThenMac">Whether a CBC suite encrypts first (RFC 7366).</param>
    /// <param name="version">The version the server chose: DTLS 1.2 if left out, or DTLS 1.0.</param>
    /// <returns>The keys of both directions.</returns>
    /// <exception cref="NotSupportedException"><see cref="CanOpen"/> is false for the suite.</exception>
    /// <exception cref="ArgumentException">The secret has not 48 bytes, or a random not 32.</exception>
    public static SessionKeys Derive(
        SuiteId suite,
        ReadOnlySpan<byte> masterSecret,
        ReadOnlySpan<byte> clientRandom,
        ReadOnlySpan<byte> serverRandom,
        bool encryptThenMac = false,
        DtlsVersion? version = null
    )
    {
        if (!CanOpen(suite))
        {
            throw new NotSupportedException(
                $"Records of {suite} are not opened here. Choose a suite of TLS 1.2 with AES or ChaCha20."
            );
        }

        if (masterSecret.Length != 48 || clientRandom.Length != 32 || serverRandom.Length != 32)
        {
            throw new ArgumentException(
                $"A master secret has 48 bytes and a random has 32; these have {masterSecret.Length}, "
                    + $"{clientRandom.Length} and {serverRandom.Length}."
            );
        }

        var protection = SuiteProtection.Of(suite);
        int length = 2 * (protection.MacLength + protection.KeyLength + protection.FixedIvLength);
        byte[] seed = [.. serverRandom, .. clientRandom];
        byte[] block =
            version == DtlsVersion.Dtls10
                ? TlsPrf.ExpandOld(masterSecret, "key expansion", seed, length)
                : TlsPrf.Expand(protection.Sha384, masterSecret, "key expansion", seed, length);
        return Cut(suite, protection, block, encryptThenMac);
    }

    /// <summary>Takes a key block that was computed elsewhere (RFC 5246, section 6.3).</summary>
    /// <param name="suite">The suite the server chose: one of AES-GCM, AES-CCM or ChaCha20-Poly1305.</param>
    /// <param name="block">
    /// The keys and then the fixed parts of the nonces, each time the client's before the server's.
    /// </param>
    /// <returns>The keys of both directions.</returns>
    /// <exception cref="ArgumentException">The block is too short for the suite.</exception>
    /// <exception cref="NotSupportedException"><see cref="CanOpen"/> is false for the suite.</exception>
    public static SessionKeys OfBlock(SuiteId suite, ReadOnlySpan<byte> block)
    {
        if (!CanOpen(suite))
            throw new NotSupportedException($"Records of {suite} are not opened here.");
        var protection = SuiteProtection.Of(suite);
        int needed = 2 * (protection.MacLength + protection.KeyLength + protection.FixedIvLength);
        return block.Length >= needed
            ? Cut(suite, protection, block.ToArray(), encryptThenMac: false)
            : throw new ArgumentException(
                $"A key block for {suite} has {needed} bytes at least; this one has {block.Length}.",
                nameof(block)
            );
    }

    /// <summary>Opens an encrypted record. Never throws on any record.</summary>
    /// <param name="sender">Which way it travelled: each side encrypts with keys of its own.</param>
    /// <param name="record">The record.</param>
    /// <returns>The plaintext, or why there is none.</returns>
    /// <exception cref="ArgumentNullException">The record is null.</exception>
    public OpenResult Open(Direction sender, DtlsRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Form == RecordForm.Unified)
            return OpenResult.Closed("This is a record of DTLS 1.3, whose keys are made in another way.");
        (byte[]? plaintext, string? reason) = (sender == Direction.ToServer ? _ofClient : _ofServer).Open(record);
        if (plaintext is null)
            return OpenResult.Closed(reason);
        return record.Form == RecordForm.ConnectionId ? Unwrap(plaintext) : OpenResult.Of(record.Type, plaintext);
    }

    /// <summary>The suite, and nothing of the keys.</summary>
    public override string ToString() => $"keys for {Suite}";

    private static SessionKeys Cut(SuiteId suite, SuiteProtection protection, byte[] block, bool encryptThenMac)
    {
        int at = 0;
        byte[] Next(int length) => block[at..(at += length)];
        (byte[]? clientMac, byte[]? serverMac) = (Next(protection.MacLength), Next(protection.MacLength));
        (byte[]? clientKey, byte[]? serverKey) = (Next(protection.KeyLength), Next(protection.KeyLength));
        (byte[]? clientIv, byte[]? serverIv) = (Next(protection.FixedIvLength), Next(protection.FixedIvLength));
        return protection.Kind == CipherKind.Cbc
            ? new SessionKeys(
                suite,
                new CbcOpener(protection, clientMac, clientKey, encryptThenMac),
                new CbcOpener(protection, serverMac, serverKey, encryptThenMac)
            )
            : new SessionKeys(
                suite,
                new AeadOpener(protection, clientKey, clientIv),
                new AeadOpener(protection, serverKey, serverIv)
            );
    }

    /// <summary>Behind the content come its true type and zeros (RFC 9146, section 4).</summary>
    private static OpenResult Unwrap(byte[] plaintext)
    {
        int end = plaintext.AsSpan().LastIndexOfAnyExcept((byte)0);
        return end < 0
            ? OpenResult.Closed("The plaintext holds zeros only, so its true type is missing.")
            : OpenResult.Of((RecordType)plaintext[end], plaintext.AsMemory(0, end), plaintext.Length - end);
    }
}
