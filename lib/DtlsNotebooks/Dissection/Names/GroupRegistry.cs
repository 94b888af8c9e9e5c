namespace DtlsNotebooks.Dissection.Names;

/// <summary>
/// The names of the groups: the IANA registry "TLS Supported Groups" (RFC 8422, section 5.1.1; RFC 7919; RFC 8446,
/// section 4.2.7).
/// </summary>
internal static class GroupRegistry
{
    private static readonly Dictionary<int, string> Names = RegistryTable.Parse(
        """
        0001 sect163k1
        0002 sect163r1
        0003 sect163r2
        0004 sect193r1
        0005 sect193r2
        0006 sect233k1
        0007 sect233r1
        0008 sect239k1
        0009 sect283k1
        000A sect283r1
        000B sect409k1
        000C sect409r1
        000D sect571k1
        000E sect571r1
        000F secp160k1
        0010 secp160r1
        0011 secp160r2
        0012 secp192k1
        0013 secp192r1
        0014 secp224k1
        0015 secp224r1
        0016 secp256k1
        0017 secp256r1
        0018 secp384r1
        0019 secp521r1
        001A brainpoolP256r1
        001B brainpoolP384r1
        001C brainpoolP512r1
        001D x25519
        001E x448
        001F brainpoolP256r1tls13
        0020 brainpoolP384r1tls13
        0021 brainpoolP512r1tls13
        0022 GC256A
        0023 GC256B
        0024 GC256C
        0025 GC256D
        0026 GC512A
        0027 GC512B
        0028 GC512C
        0029 curveSM2
        0100 ffdhe2048
        0101 ffdhe3072
        0102 ffdhe4096
        0103 ffdhe6144
        0104 ffdhe8192
        0200 MLKEM512
        0201 MLKEM768
        0202 MLKEM1024
        11EB SecP256r1MLKEM768
        11EC X25519MLKEM768
        11ED SecP384r1MLKEM1024
        11EE curveSM2MLKEM768
        FF01 arbitrary_explicit_prime_curves
        FF02 arbitrary_explicit_char2_curves
        """
    );

    public static IReadOnlyDictionary<int, string> All => Names;

    public static string? Find(int id) => RegistryTable.IsGrease(id) ? "GREASE" : Names.GetValueOrDefault(id);
}
