namespace DtlsNotebooks.Pcap;

/// <summary>The numbers of the pcapng format (draft-ietf-opsawg-pcapng).</summary>
internal static class PcapngFormat
{
    // Section 4.1
    public const uint SectionHeaderBlock = 0x0A0D0D0A;
    public const uint ByteOrderMagic = 0x1A2B3C4D;

    // Section 4.2
    public const uint InterfaceDescriptionBlock = 1;
    public const ushort InterfaceName = 2;
    public const ushort InterfaceDescription = 3;
    public const ushort TimestampResolution = 9;

    // Section 4.3
    public const uint EnhancedPacketBlock = 6;

    // Section 4.7
    public const uint DecryptionSecretsBlock = 0x0000000A;
    public const uint TlsKeyLog = 0x544C534B;

    // Section 3.5
    public const ushort EndOfOptions = 0;
    public const ushort Comment = 1;
    public const ushort UserApplication = 4;

    /// <summary>Bytes of a block around its body: type, length, and the length again (section 3.1).</summary>
    public const int BlockOverhead = 12;

    public static int Padded(int length) => (length + 3) & ~3;
}
