using System.Globalization;
using DtlsNotebooks.Dissection;

namespace DtlsNotebooks.Pictures.ByteMaps;

/// <summary>The fields of a byte map as lines of a table, parents before their children.</summary>
internal static class ByteMapRows
{
    /// <summary>Every field with its depth.</summary>
    public static IEnumerable<(ByteField Field, int Depth)> Of(IReadOnlyList<ByteField> fields, int depth = 0) =>
        fields.SelectMany(field => Of(field.Children, depth + 1).Prepend((field, depth)));

    /// <summary>Which bytes a field has, such as "4–5".</summary>
    public static string Bytes(ByteField field) =>
        field.Length switch
        {
            <= 0 => "none",
            1 => field.Offset.ToString(CultureInfo.InvariantCulture),
            _ => string.Create(CultureInfo.InvariantCulture, $"{field.Offset}–{field.Offset + field.Length - 1}"),
        };
}
