using DtlsNotebooks.Dissection.Names;

namespace DtlsNotebooks.Dissection;

/// <summary>
/// A way to sign: a signature algorithm with a hash (IANA registry "TLS SignatureScheme"; RFC 5246, section
/// 7.4.1.4.1).
/// </summary>
/// <param name="Id">Its number in the registry.</param>
public readonly record struct SignatureSchemeId(ushort Id)
{
    /// <summary>Whether the registry knows its number.</summary>
    public bool IsKnown => SignatureSchemeRegistry.Find(Id) is not null;

    /// <summary>Its name in the registry, or its number where the registry has none.</summary>
    public string Name => SignatureSchemeRegistry.Find(Id) ?? $"signature scheme 0x{Id:X4}";

    /// <summary>Finds one by its name in the registry.</summary>
    /// <param name="name">The name, such as "ecdsa_secp256r1_sha256".</param>
    /// <returns>The one with that name.</returns>
    /// <exception cref="ArgumentException">The registry has no such name.</exception>
    public static SignatureSchemeId Named(string name) => new(RegistryTable.Require(SignatureSchemeRegistry.All, name));

    /// <summary>The same as <see cref="Name"/>.</summary>
    public override string ToString() => Name;
}
