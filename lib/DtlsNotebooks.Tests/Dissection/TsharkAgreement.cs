using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Dissection.Keys;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>Compares what tshark and the dissector read from the same datagrams, field by field.</summary>
internal static class TsharkAgreement
{
    /// <summary>
    /// What tshark 4.0 cannot read at all: the key exchange of ECDHE-PSK, and records of ChaCha20-Poly1305,
    /// as it leaves the epoch out of their nonce. Newer ones may; what they read is compared.
    /// </summary>
    private static readonly string[] Unread = ["ECDHE-PSK", "EC, ChaCha20"];

    public static void Check(IReadOnlyList<RecordedHandshake> handshakes, bool withKeys)
    {
        var datagrams = handshakes
            .SelectMany((handshake, at) => handshake.CaptureFor(new IPEndPoint(IPAddress.Loopback, 40000 + at)))
            .ToList();
        var names = handshakes.SelectMany(handshake => handshake.Datagrams.Select(_ => handshake.Name)).ToList();
        string? keyLog = withKeys ? string.Join('\n', handshakes.Select(handshake => handshake.KeyLog)) : null;
        IReadOnlyList<IReadOnlyDictionary<string, string[]>> theirs = TsharkFields.Read(
            datagrams,
            keyLog,
            NamedBytes.Fields
        );
        IReadOnlyList<DissectedDatagram> ours = DtlsDissector.DissectAll(
            datagrams,
            keyLog is null ? null : SessionSecrets.Parse(keyLog)
        );
        Assert.Equal(datagrams.Count, theirs.Count);
        var differences = new StringBuilder();
        for (int at = 0; at < datagrams.Count; at++)
            Differ(differences, names[at], ours[at], theirs[at]);
        Assert.True(differences.Length == 0, differences.ToString());
    }

    private static void Differ(
        StringBuilder differences,
        string name,
        DissectedDatagram ours,
        IReadOnlyDictionary<string, string[]> theirs
    )
    {
        ILookup<string, string> named = NamedBytes.Of(ours).ToLookup(pair => pair.Field, pair => pair.Hex);
        foreach (string field in NamedBytes.Fields)
        {
            string[] expected = theirs[field];
            var found = named[field].ToList();
            if (expected.Length == 0 && Unread.Contains(name))
                continue;
            if (found.Count == 0 && IsCiphertext(field, ours, expected))
                continue;
            if (expected.Length != found.Count || expected.Zip(found).Any(pair => !Same(pair.First, pair.Second)))
            {
                differences.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"{name}, {ours.Label}: {field}: tshark [{string.Join(' ', expected)}], here "
                        + $"[{string.Join(' ', found)}]"
                );
            }
        }
    }

    /// <summary>
    /// Without the keys tshark takes the first two bytes of an encrypted alert for its level and its description
    /// wherever both happen to be known numbers: once in a thousand alerts of a stack that begins its nonces at random.
    /// </summary>
    private static bool IsCiphertext(string field, DissectedDatagram ours, string[] expected)
    {
        int at = Array.IndexOf(NamedBytes.Alert, field);
        return at >= 0
            && ours.Records.Any(record =>
                record.Record is { IsEncrypted: true, Type: RecordType.Alert, Fragment: var ciphertext }
                && !record.IsReadable
                && expected is [var number]
                && Same(number, Convert.ToHexString(ciphertext.Span.Slice(at, 1)))
            );
    }

    /// <summary>tshark writes numbers in decimal or hexadecimal, bytes in hexadecimal, names as text.</summary>
    private static bool Same(string theirs, string hex)
    {
        if (theirs.Replace(":", "", StringComparison.Ordinal) == hex)
            return true;
        if (hex.Length <= 16 && Number(theirs) is { } number)
            return number == BigInteger.Parse("0" + hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetString(Convert.FromHexString(hex)) == theirs;
    }

    private static BigInteger? Number(string text)
    {
        if (text.StartsWith("0x", StringComparison.Ordinal))
            return BigInteger.Parse("0" + text[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out BigInteger number)
            ? number
            : null;
    }
}
