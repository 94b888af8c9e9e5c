namespace DtlsNotebooks.Dissection.Computing;

/// <summary>Numbers as they stand on the wire.</summary>
internal static class NumberBytes
{
    /// <summary>The two bytes of a number, the higher first.</summary>
    public static ReadOnlyMemory<byte> ToBytes(this int value) => new[] { (byte)(value >> 8), (byte)value };

    /// <summary>The two bytes of a number, the higher first.</summary>
    public static ReadOnlyMemory<byte> ToBytes(this ushort value) => ((int)value).ToBytes();
}
