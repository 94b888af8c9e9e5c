using System.Globalization;

namespace DtlsNotebooks.Dissection.Names;

/// <summary>Reads a registry kept as text: a line an entry, a hexadecimal number and a name.</summary>
internal static class RegistryTable
{
    public static Dictionary<int, string> Parse(string table)
    {
        var names = new Dictionary<int, string>();
        foreach (
            string line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        )
        {
            int space = line.IndexOf(' ', StringComparison.Ordinal);
            names.Add(
                int.Parse(line.AsSpan(0, space), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                line[(space + 1)..]
            );
        }

        return names;
    }

    /// <summary>
    /// Values that stand for nothing, sent so that peers stay used to unknown ones (RFC 8701, section 2).
    /// </summary>
    public static bool IsGrease(int id) => (id & 0x0F0F) == 0x0A0A && id >> 8 == (id & 0xFF);

    /// <summary>The number of a name.</summary>
    /// <exception cref="ArgumentException">No entry has that name.</exception>
    public static ushort Require(IReadOnlyDictionary<int, string> names, string name)
    {
        foreach ((int id, string? known) in names)
        {
            if (string.Equals(known, name, StringComparison.OrdinalIgnoreCase))
                return (ushort)id;
        }

        throw new ArgumentException(
            $"The registry has no '{name}'. Write the name as the IANA registry does, such as "
                + $"'{names.Values.First()}'.",
            nameof(name)
        );
    }
}
