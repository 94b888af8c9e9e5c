using DtlsNotebooks.Dissection.Names;

namespace DtlsNotebooks.Dissection;

/// <summary>
/// A cipher suite: how keys are agreed, what encrypts, and which hash is used (RFC 5246, section 7.4.1.2; IANA
/// registry "TLS Cipher Suites").
/// </summary>
/// <param name="Id">Its number in the registry, such as 0xC02B.</param>
public readonly record struct SuiteId(ushort Id)
{
    /// <summary>Not a suite but a client's word that it knows RFC 5746 (section 3.3).</summary>
    public static SuiteId EmptyRenegotiationInfo { get; } = new(0x00FF);

    /// <summary>Whether the registry knows its number.</summary>
    public bool IsKnown => CipherSuiteRegistry.Find(Id) is not null;

    /// <summary>Its name in the registry, or its number where the registry has none.</summary>
    public string Name => CipherSuiteRegistry.Find(Id) ?? $"cipher suite 0x{Id:X4}";

    /// <summary>
    /// How keys are agreed, such as "ECDHE_ECDSA"; empty where the name does not say (the suites of TLS 1.3).
    /// </summary>
    public string KeyExchange
    {
        get
        {
            int end = Name.IndexOf("_WITH_", StringComparison.Ordinal);
            return end < 0 ? "" : Name["TLS_".Length..end];
        }
    }

    /// <summary>What encrypts and protects, such as "AES_128_GCM_SHA256".</summary>
    public string Protection
    {
        get
        {
            int end = Name.IndexOf("_WITH_", StringComparison.Ordinal);
            return end < 0 ? Name : Name[(end + "_WITH_".Length)..];
        }
    }

    /// <summary>Finds a suite by its name in the registry.</summary>
    /// <param name="name">The name, such as "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256".</param>
    /// <returns>The suite with that name.</returns>
    /// <exception cref="ArgumentException">The registry has no such name.</exception>
    public static SuiteId Named(string name) => new(RegistryTable.Require(CipherSuiteRegistry.All, name));

    /// <summary>The same as <see cref="Name"/>.</summary>
    public override string ToString() => Name;
}
