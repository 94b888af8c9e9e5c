using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace DtlsNotebooks.Dissection.Keys;

/// <summary>Opens records of AES-CBC with an HMAC (RFC 5246, section 6.2.3.2), in either order (RFC 7366).</summary>
internal sealed class CbcOpener(SuiteProtection protection, byte[] macKey, byte[] key, bool encryptThenMac)
    : RecordOpener
{
    private const int BlockLength = 16;

    public override (byte[]? Plaintext, string Reason) Open(DtlsRecord record)
    {
        if (record.Form != RecordForm.Plain)
            return (null, "A record with a connection ID and a CBC suite is not opened here.");
        int tail = encryptThenMac ? protection.MacLength : 0;
        int encrypted = record.Length - BlockLength - tail;
        if (encrypted < BlockLength || encrypted % BlockLength != 0)
        {
            return (
                null,
                "The ciphertext is no whole number of blocks of 16 bytes, so it was cut or changed on the way."
            );
        }

        ReadOnlySpan<byte> fragment = record.Fragment.Span;
        if (encryptThenMac && !Fits(record, fragment[..^tail], fragment[^tail..]))
            return (null, Forged);
        byte[] padded = Decrypt(fragment[..BlockLength], fragment.Slice(BlockLength, encrypted));
        return encryptThenMac ? Unpad(padded, 0) : CheckInside(record, padded);
    }

    private (byte[]? Plaintext, string Reason) CheckInside(DtlsRecord record, byte[] padded)
    {
        (byte[]? content, string? reason) = Unpad(padded, protection.MacLength);
        if (content is null)
            return (null, reason);
        byte[] plaintext = content[..^protection.MacLength];
        return Fits(record, plaintext, content.AsSpan(plaintext.Length)) ? (plaintext, "") : (null, Forged);
    }

    private bool Fits(DtlsRecord record, ReadOnlySpan<byte> content, ReadOnlySpan<byte> expected)
    {
        var mac = new HMac(NewDigest());
        mac.Init(new KeyParameter(macKey));
        byte[] computed = TlsPrf.Compute(mac, [.. AdditionalData(record, content.Length), .. content]);
        return CryptographicOperations.FixedTimeEquals(computed, expected);
    }

    private byte[] Decrypt(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> ciphertext)
    {
        var cipher = new CbcBlockCipher(new AesEngine());
        cipher.Init(false, new ParametersWithIV(new KeyParameter(key), iv.ToArray()));
        byte[] output = new byte[ciphertext.Length];
        for (int at = 0; at < ciphertext.Length; at += BlockLength)
            cipher.ProcessBlock(ciphertext.Slice(at, BlockLength), output.AsSpan(at));
        return output;
    }

    private static (byte[]? Content, string Reason) Unpad(byte[] padded, int least)
    {
        int padding = padded[^1] + 1;
        if (padding + least > padded.Length || padded.AsSpan(padded.Length - padding).ContainsAnyExcept(padded[^1]))
            return (null, Forged);
        return (padded[..^padding], "");
    }

    private IDigest NewDigest() =>
        protection.MacLength switch
        {
            20 => new Sha1Digest(),
            32 => new Sha256Digest(),
            _ => new Sha384Digest(),
        };
}
