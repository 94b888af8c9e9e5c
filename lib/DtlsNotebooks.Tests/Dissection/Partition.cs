using DtlsNotebooks.Dissection;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>Checks that fields cover bytes without gap or overlap.</summary>
internal static class Partition
{
    /// <summary>Null if the leaves of the fields cover the bytes exactly, else what is wrong.</summary>
    public static string? Flaw(IReadOnlyList<ByteField> fields, int length)
    {
        int end = Walk(fields, 0, out string? flaw);
        return flaw ?? (end == length ? null : $"the fields end at {end}, the bytes at {length}");
    }

    private static int Walk(IReadOnlyList<ByteField> fields, int position, out string? flaw)
    {
        flaw = null;
        foreach (ByteField field in fields)
        {
            if (field.Offset != position)
            {
                flaw = $"{field.Name} begins at {field.Offset} instead of {position}";
            }
            else if (field.Name.Length == 0)
            {
                flaw = $"the field at {position} has no name";
            }
            else if (
                field.Children.Count > 0
                && Walk(field.Children, position, out flaw) is var end
                && end != position + field.Length
            )
            {
                flaw ??= $"the parts of {field.Name} end at {end} instead of {position + field.Length}";
            }

            if (flaw is not null)
                return position;
            position += field.Length;
        }

        return position;
    }
}
