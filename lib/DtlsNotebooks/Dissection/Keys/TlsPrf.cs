using System.Text;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace DtlsNotebooks.Dissection.Keys;

/// <summary>
/// The pseudorandom functions of TLS 1.2 (RFC 5246, section 5) and of TLS 1.1, which DTLS 1.0 uses (RFC 4346, section
/// 5).
/// </summary>
internal static class TlsPrf
{
    public static byte[] Expand(
        bool sha384,
        ReadOnlySpan<byte> secret,
        string label,
        ReadOnlySpan<byte> seed,
        int length
    ) =>
        Hash(
            sha384 ? new Sha384Digest() : new Sha256Digest(),
            secret,
            [.. Encoding.ASCII.GetBytes(label), .. seed],
            length
        );

    /// <summary>MD5 over one half of the secret, SHA-1 over the other, combined.</summary>
    public static byte[] ExpandOld(ReadOnlySpan<byte> secret, string label, ReadOnlySpan<byte> seed, int length)
    {
        byte[] labelled = [.. Encoding.ASCII.GetBytes(label), .. seed];
        int half = (secret.Length + 1) / 2;
        byte[] output = Hash(new MD5Digest(), secret[..half], labelled, length);
        byte[] other = Hash(new Sha1Digest(), secret[^half..], labelled, length);
        for (int at = 0; at < length; at++)
            output[at] ^= other[at];
        return output;
    }

    private static byte[] Hash(IDigest digest, ReadOnlySpan<byte> secret, byte[] labelled, int length)
    {
        var mac = new HMac(digest);
        mac.Init(new KeyParameter(secret.ToArray()));
        byte[] block = labelled;
        var output = new List<byte>(length + mac.GetMacSize());
        while (output.Count < length)
        {
            block = Compute(mac, block);
            output.AddRange(Compute(mac, [.. block, .. labelled]));
        }

        return [.. output.Take(length)];
    }

    public static byte[] Compute(IMac mac, ReadOnlySpan<byte> input)
    {
        mac.BlockUpdate(input);
        byte[] output = new byte[mac.GetMacSize()];
        mac.DoFinal(output);
        return output;
    }
}
