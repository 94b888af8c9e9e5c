using System.Text;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace DtlsNotebooks.Dissection.Keys;

/// <summary>The pseudorandom function of TLS 1.2 (RFC 5246, section 5).</summary>
internal static class TlsPrf
{
    public static byte[] Expand(bool sha384, ReadOnlySpan<byte> secret, string label, ReadOnlySpan<byte> seed, int length)
    {
        var mac = new HMac(sha384 ? new Sha384Digest() : new Sha256Digest());
        mac.Init(new KeyParameter(secret.ToArray()));
        byte[] labelled = [.. Encoding.ASCII.GetBytes(label), .. seed];
        var block = labelled;
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
        var output = new byte[mac.GetMacSize()];
        mac.DoFinal(output);
        return output;
    }
}
