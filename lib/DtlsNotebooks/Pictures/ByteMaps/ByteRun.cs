using DtlsNotebooks.Dissection;

namespace DtlsNotebooks.Pictures.ByteMaps;

/// <summary>Neighbouring bytes that belong to one innermost field.</summary>
/// <param name="Start">Offset of the first byte.</param>
/// <param name="End">Offset after the last byte.</param>
/// <param name="Path">The field and those it lies in, from the outermost; empty for bytes without a field.</param>
internal sealed record ByteRun(int Start, int End, IReadOnlyList<ByteField> Path)
{
    /// <summary>The innermost field; null for bytes without one.</summary>
    public ByteField? Field => Path.Count == 0 ? null : Path[^1];

    /// <summary>All bytes of a map, each in exactly one run, whatever the fields claim.</summary>
    public static IReadOnlyList<ByteRun> Of(ByteMap map)
    {
        var runs = new List<ByteRun>();
        Add(runs, map.Fields, [], 0, map.Bytes.Length);
        return runs;
    }

    private static void Add(
        List<ByteRun> runs,
        IReadOnlyList<ByteField> fields,
        IReadOnlyList<ByteField> path,
        int start,
        int end
    )
    {
        int at = start;
        foreach (ByteField field in fields)
        {
            int from = Math.Clamp(field.Offset, at, end);
            int to = (int)Math.Clamp((long)field.Offset + field.Length, from, end);
            if (to == from)
                continue;
            if (from > at)
                runs.Add(new ByteRun(at, from, path));
            Add(runs, field.Children, [.. path, field], from, to);
            at = to;
        }
        if (end > at)
            runs.Add(new ByteRun(at, end, path));
    }
}
