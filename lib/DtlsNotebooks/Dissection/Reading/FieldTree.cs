namespace DtlsNotebooks.Dissection.Reading;

/// <summary>Moves and cuts fields that were made for another map.</summary>
internal static class FieldTree
{
    /// <summary>The same fields, <paramref name="distance"/> bytes later.</summary>
    public static IReadOnlyList<ByteField> Shift(IReadOnlyList<ByteField> fields, int distance) =>
        distance == 0
            ? fields
            :
            [
                .. fields.Select(field =>
                    field with
                    {
                        Offset = field.Offset + distance,
                        Children = Shift(field.Children, distance),
                    }
                ),
            ];

    /// <summary>
    /// The parts of the fields that lie in a range, moved so that the range begins at <paramref name="target"/>.
    /// </summary>
    public static IReadOnlyList<ByteField> Clip(IReadOnlyList<ByteField> fields, int start, int length, int target)
    {
        var parts = new List<ByteField>();
        foreach (ByteField field in fields)
        {
            int from = Math.Max(field.Offset, start);
            int to = Math.Min(field.Offset + field.Length, start + length);
            if (from < to)
                parts.Add(Cut(field, from, to - from, start, length, target));
        }

        return parts;
    }

    private static ByteField Cut(ByteField field, int from, int length, int start, int range, int target)
    {
        bool whole = length == field.Length;
        return field with
        {
            Offset = from - start + target,
            Length = length,
            Name = whole
                ? field.Name
                : $"{field.Name} (bytes {from - field.Offset} to {from - field.Offset + length - 1} of {field.Length})",
            Children = Clip(field.Children, start, range, target),
        };
    }
}
