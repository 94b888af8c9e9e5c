using DtlsNotebooks.Dissection.Keys;

namespace DtlsNotebooks.Dissection.Computing;

/// <summary>How a key block is cut, and who uses which part (RFC 5246, section 6.3).</summary>
internal static class KeyBlock
{
    /// <summary>Whether the suite's key block is known here.</summary>
    public static bool CanCut(SuiteId suite) => SessionKeys.CanOpen(suite);

    /// <summary>How many bytes the suite needs.</summary>
    public static int Length(SuiteId suite) => Lengths(suite).Sum(part => part.Length);

    /// <summary>The parts in their order; without bytes where there is no block.</summary>
    public static IReadOnlyList<ComputedPart> Cut(SuiteId suite, byte[]? block)
    {
        List<ComputedPart> parts = [];
        int at = 0;
        foreach ((string name, int length, string use) in Lengths(suite).Where(part => part.Length > 0))
        {
            parts.Add(new ComputedPart(name, block?.AsMemory(at, length) ?? default, use));
            at += length;
        }
        return parts;
    }

    /// <summary>A part of a cut block by its name.</summary>
    public static byte[] Find(IReadOnlyList<ComputedPart> parts, string name) =>
        parts.FirstOrDefault(part => part.Name == name)?.Bytes.ToArray() ?? [];

    private static (string Name, int Length, string Use)[] Lengths(SuiteId suite)
    {
        var protection = SuiteProtection.Of(suite);
        return
        [
            ("client_write_MAC_key", protection.MacLength, "authenticates what the client sends"),
            ("server_write_MAC_key", protection.MacLength, "authenticates what the server sends"),
            ("client_write_key", protection.KeyLength, "encrypts what the client sends"),
            ("server_write_key", protection.KeyLength, "encrypts what the server sends"),
            ("client_write_IV", protection.FixedIvLength, "the secret part of the nonces of the client"),
            ("server_write_IV", protection.FixedIvLength, "the secret part of the nonces of the server"),
        ];
    }
}
