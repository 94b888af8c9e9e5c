namespace DtlsNotebooks.Dissection;

/// <summary>
/// A protocol version as it travels: two bytes, each the ones' complement of the number it stands for (RFC 6347,
/// section 4.1).
/// </summary>
/// <param name="Value">The two bytes as a number, such as 0xFEFD.</param>
public readonly record struct DtlsVersion(ushort Value)
{
    /// <summary>DTLS 1.0 (RFC 4347), deprecated by RFC 8996.</summary>
    public static DtlsVersion Dtls10 { get; } = new(0xFEFF);

    /// <summary>DTLS 1.2 (RFC 6347).</summary>
    public static DtlsVersion Dtls12 { get; } = new(0xFEFD);

    /// <summary>DTLS 1.3 (RFC 9147).</summary>
    public static DtlsVersion Dtls13 { get; } = new(0xFEFC);

    /// <summary>Whether it is one of DTLS 1.0, 1.2 and 1.3.</summary>
    public bool IsKnown => this == Dtls10 || this == Dtls12 || this == Dtls13;

    /// <summary>Whether its first byte is 254, as in every version of DTLS.</summary>
    public bool IsDtls => Value >> 8 == 0xFE;

    /// <summary>The version's name, such as "DTLS 1.2", or its number.</summary>
    public override string ToString() =>
        Value switch
        {
            0xFEFF => "DTLS 1.0",
            0xFEFD => "DTLS 1.2",
            0xFEFC => "DTLS 1.3",
            0x0300 => "SSL 3.0",
            0x0301 => "TLS 1.0",
            0x0302 => "TLS 1.1",
            0x0303 => "TLS 1.2",
            0x0304 => "TLS 1.3",
            _ => $"version 0x{Value:X4}",
        };
}
