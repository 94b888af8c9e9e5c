using DtlsNotebooks.Dissection;
using DtlsNotebooks.Pictures.Markup;

namespace DtlsNotebooks.Pictures.ByteMaps;

/// <summary>The layer to which bytes belong; it gives them their tint.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Tint">The ground of its bytes.</param>
/// <param name="Line">The line under its bytes, which tells layers apart without colour, as a style sheet names it.</param>
internal sealed record ByteLayer(string Name, ThemeColor Tint, string Line)
{
    private static readonly ByteLayer Udp = new("UDP header", Palette.Tints[0], "solid");
    private static readonly ByteLayer Pseudo = new("pseudo-header", Palette.Tints[1], "dashed");
    private static readonly ByteLayer Data = new("data", Palette.Tints[2], "none");
    private static readonly ByteLayer Record = new("record header", Palette.Tints[4], "double");
    private static readonly ByteLayer Handshake = new("handshake header", Palette.Tints[1], "dashed");
    private static readonly ByteLayer Message = new("message", Palette.Tints[2], "none");
    private static readonly ByteLayer Extensions = new("extensions", Palette.Tints[5], "dotted");
    private static readonly ByteLayer Encrypted = new("encrypted, with what protects it", Palette.Tints[3], "solid");
    private static readonly ByteLayer Field = new("field", Palette.Tints[0], "none");

    /// <summary>Tint and line as a style sheet takes them.</summary>
    public string Css => $"--dtls-tint:{Tint.Css};--dtls-line:{Line}";

    private static readonly HashSet<string> HandshakeHeader =
    [
        "msg_type",
        "length",
        "message_seq",
        "fragment_offset",
        "fragment_length",
    ];

    /// <summary>The layer of a run of bytes, told by the fields it lies in.</summary>
    public static ByteLayer Of(IReadOnlyList<ByteField> path)
    {
        ByteField field = path[^1];
        int record = IndexOf(path, field => field.Name.StartsWith("DTLS", StringComparison.Ordinal));
        int message = IndexOf(path, field => field.Name == "Handshake");
        if (path.Any(one => one.Name is "ciphertext" or "nonce_explicit" or "IV" or "tag"))
            return Encrypted;
        if (IndexOf(path, one => one.Name is "extensions" or "extensions length") >= 0)
            return Extensions;
        if (message >= 0 && path.Count == message + 2 && HandshakeHeader.Contains(field.Name))
            return Handshake;
        if (record >= 0)
            return path.Count == record + 2 && field.Name != "fragment" ? Record : Message;
        if (path[0].Name == "pseudo-header")
            return Pseudo;
        if (field.Source.StartsWith("RFC 768", StringComparison.Ordinal))
            return field.Name.Equals("data", StringComparison.OrdinalIgnoreCase) ? Data : Udp;
        return field.Source.Length > 0 ? Message : Field;
    }

    private static int IndexOf(IReadOnlyList<ByteField> path, Func<ByteField, bool> holds)
    {
        for (int at = 0; at < path.Count; at++)
        {
            if (holds(path[at]))
                return at;
        }
        return -1;
    }
}
