using DtlsNotebooks.Dissection.Names;

namespace DtlsNotebooks.Dissection;

/// <summary>
/// The kind of a hello extension (IANA registry "TLS ExtensionType Values"; RFC 5246, section 7.4.1.4).
/// </summary>
/// <param name="Id">Its number in the registry.</param>
public readonly record struct ExtensionId(ushort Id)
{
    /// <summary>Whether the registry knows its number.</summary>
    public bool IsKnown => ExtensionRegistry.Find(Id) is not null;

    /// <summary>Its name in the registry, or its number where the registry has none.</summary>
    public string Name => ExtensionRegistry.Find(Id) ?? $"extension 0x{Id:X4}";

    /// <summary>Finds one by its name in the registry.</summary>
    /// <param name="name">The name, such as "server_name".</param>
    /// <returns>The one with that name.</returns>
    /// <exception cref="ArgumentException">The registry has no such name.</exception>
    public static ExtensionId Named(string name) => new(RegistryTable.Require(ExtensionRegistry.All, name));

    /// <summary>The same as <see cref="Name"/>.</summary>
    public override string ToString() => Name;
}
