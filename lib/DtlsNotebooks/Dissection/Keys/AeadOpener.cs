using DtlsNotebooks.Dissection.Reading;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace DtlsNotebooks.Dissection.Keys;

/// <summary>Opens records of AES-GCM (RFC 5288), AES-CCM (RFC 6655) and ChaCha20-Poly1305 (RFC 7905).</summary>
internal sealed class AeadOpener(SuiteProtection protection, byte[] key, byte[] iv) : RecordOpener
{
    public override (byte[]? Plaintext, string Reason) Open(DtlsRecord record)
    {
        int overhead = protection.PrefixLength + protection.TagLength;
        if (record.Length < overhead)
        {
            return (
                null,
                $"The record has {FieldReader.Count(record.Length)}; with nonce and tag it needs at least {overhead}."
            );
        }

        int plaintextLength = record.Length - overhead;
        IAeadCipher cipher = NewCipher(protection.Kind);
        cipher.Init(
            false,
            new AeadParameters(
                new KeyParameter(key),
                8 * protection.TagLength,
                Nonce(record),
                AdditionalData(record, plaintextLength)
            )
        );
        byte[] output = new byte[cipher.GetOutputSize(record.Length - protection.PrefixLength)];
        try
        {
            ReadOnlySpan<byte> input = record.Fragment.Span[protection.PrefixLength..];
            int written = cipher.ProcessBytes(input, output);
            written += cipher.DoFinal(output.AsSpan(written));
            return (output[..written], "");
        }
        catch (InvalidCipherTextException)
        {
            return (null, Forged);
        }
    }

    /// <summary>The cipher of a suite.</summary>
    public static IAeadCipher NewCipher(CipherKind kind) =>
        kind switch
        {
            CipherKind.Gcm => new GcmBlockCipher(new AesEngine()),
            CipherKind.Ccm => new CcmBlockCipher(new AesEngine()),
            _ => new ChaCha20Poly1305(),
        };

    /// <summary>
    /// Salt and explicit nonce, or with ChaCha20 the IV combined with epoch and sequence number (RFC 7905, section 2).
    /// </summary>
    private byte[] Nonce(DtlsRecord record)
    {
        if (protection.Kind != CipherKind.ChaCha20Poly1305)
            return [.. iv, .. record.Fragment.Span[..protection.PrefixLength]];
        byte[] nonce = new ByteWriter().Number(4, 0).UInt16(record.Epoch).Number(6, record.SequenceNumber).ToArray();
        for (int at = 0; at < nonce.Length; at++)
            nonce[at] ^= iv[at];
        return nonce;
    }
}
