using DtlsNotebooks.Dissection.Names;

namespace DtlsNotebooks.Dissection;

/// <summary>
/// A group for the key agreement: an elliptic curve or a finite field (IANA registry "TLS Supported Groups", RFC 8422,
/// section 5.1.1).
/// </summary>
/// <param name="Id">Its number in the registry.</param>
public readonly record struct GroupId(ushort Id)
{
    /// <summary>Whether the registry knows its number.</summary>
    public bool IsKnown => GroupRegistry.Find(Id) is not null;

    /// <summary>Its name in the registry, or its number where the registry has none.</summary>
    public string Name => GroupRegistry.Find(Id) ?? $"group 0x{Id:X4}";

    /// <summary>Finds one by its name in the registry.</summary>
    /// <param name="name">The name, such as "x25519".</param>
    /// <returns>The one with that name.</returns>
    /// <exception cref="ArgumentException">The registry has no such name.</exception>
    public static GroupId Named(string name) => new(RegistryTable.Require(GroupRegistry.All, name));

    /// <summary>The same as <see cref="Name"/>.</summary>
    public override string ToString() => Name;
}
