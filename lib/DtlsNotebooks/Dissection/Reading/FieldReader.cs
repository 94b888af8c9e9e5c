using System.Buffers.Binary;
using DtlsNotebooks.Dissection.Words;

namespace DtlsNotebooks.Dissection.Reading;

/// <summary>
/// Walks over bytes once and names each of them. What it reads becomes fields that cover the bytes
/// without gap or overlap, whatever the bytes are. The first read that does not fit makes one faulty
/// field of all that is left; every later read then gives zero or nothing, so a parser needs no checks
/// until its end.
/// </summary>
internal sealed class FieldReader
{
    private readonly ReadOnlyMemory<byte> _map;
    private readonly int _end;
    private readonly List<ByteField> _fields = [];
    private readonly List<Problem> _problems;

    public FieldReader(ReadOnlyMemory<byte> map)
        : this(map, 0, map.Length, []) { }

    private FieldReader(ReadOnlyMemory<byte> map, int start, int end, List<Problem> problems)
    {
        (_map, Position, _end, _problems) = (map, start, end, problems);
    }

    /// <summary>Offset of the next byte from the start of the map.</summary>
    public int Position { get; private set; }

    public int Remaining => _end - Position;

    /// <summary>A read did not fit: what was read is not to be used.</summary>
    public bool Failed { get; private set; }

    public bool More => !Failed && Position < _end;

    public IReadOnlyList<ByteField> Fields => _fields;

    public IReadOnlyList<Problem> Problems => _problems;

    /// <summary>The bytes not read yet.</summary>
    public ReadOnlyMemory<byte> Rest => _map[Position.._end];

    public int UInt8(string name, string meaning, string source, Func<int, string>? show = null) =>
        (int)Number(1, name, meaning, source, show);

    public int UInt16(string name, string meaning, string source, Func<int, string>? show = null) =>
        (int)Number(2, name, meaning, source, show);

    public int UInt24(string name, string meaning, string source, Func<int, string>? show = null) =>
        (int)Number(3, name, meaning, source, show);

    /// <summary>Reads a number of up to eight bytes, most significant byte first.</summary>
    public ulong Number(int size, string name, string meaning, string source, Func<int, string>? show = null)
    {
        if (!Fits(size, name, source))
            return 0;
        Span<byte> wide = stackalloc byte[8];
        wide.Clear();
        _map.Span.Slice(Position, size).CopyTo(wide[(8 - size)..]);
        ulong value = BinaryPrimitives.ReadUInt64BigEndian(wide);
        Add(size, name, show is null ? $"{value}" : show((int)value), meaning, source);
        return value;
    }

    public ReadOnlyMemory<byte> Bytes(
        int length,
        string name,
        string meaning,
        string source,
        Func<ReadOnlyMemory<byte>, string>? show = null
    )
    {
        if (!Fits(length, name, source))
            return default;
        ReadOnlyMemory<byte> bytes = _map.Slice(Position, length);
        Add(length, name, show is null ? Hex.Short(bytes.Span) : show(bytes), meaning, source);
        return bytes;
    }

    /// <summary>
    /// Reads a run of bytes that holds fields of its own. A fault inside does not reach what follows it.
    /// </summary>
    public T? Group<T>(
        int length,
        string name,
        string meaning,
        string source,
        Func<FieldReader, T?> parse,
        Func<T, string>? show = null
    )
    {
        if (!Fits(length, name, source))
            return default;
        var inner = new FieldReader(_map, Position, Position + length, _problems);
        T? result = parse(inner);
        inner.Finish();
        _fields.Add(
            new ByteField
            {
                Name = name,
                Offset = Position,
                Length = length,
                Value = result is null || inner.Failed ? "" : show?.Invoke(result) ?? "",
                Meaning = meaning,
                Source = source,
                Children = inner._fields,
            }
        );
        Position += length;
        return inner.Failed ? default : result;
    }

    /// <summary>Lets another parser name the next bytes, without a field around them.</summary>
    public void Flat(int length, Action<FieldReader> parse)
    {
        var inner = new FieldReader(_map, Position, Position + length, _problems);
        parse(inner);
        inner.Finish();
        _fields.AddRange(inner._fields);
        Position += length;
    }

    /// <summary>
    /// Takes over the fields and problems of the next bytes, which were read elsewhere from an offset of zero.
    /// </summary>
    public void Adopt(int length, IReadOnlyList<ByteField> fields, IReadOnlyList<Problem> problems)
    {
        _fields.AddRange(FieldTree.Shift(fields, Position));
        Report(problems, Position);
        Position += length;
    }

    /// <summary>Reports problems that were found elsewhere.</summary>
    public void Report(IReadOnlyList<Problem> problems, int distance) =>
        _problems.AddRange(problems.Select(problem => problem with { Offset = problem.Offset + distance }));

    /// <summary>A vector whose length is told in one byte (RFC 5246, section 4.3).</summary>
    public ReadOnlyMemory<byte> Vector8(
        string name,
        string meaning,
        string source,
        Func<ReadOnlyMemory<byte>, string>? show = null
    ) => Bytes(LengthOf(1, name, source), name, meaning, source, show);

    /// <summary>A vector whose length is told in two bytes (RFC 5246, section 4.3).</summary>
    public ReadOnlyMemory<byte> Vector16(
        string name,
        string meaning,
        string source,
        Func<ReadOnlyMemory<byte>, string>? show = null
    ) => Bytes(LengthOf(2, name, source), name, meaning, source, show);

    /// <summary>
    /// A vector of fields whose length is told in <paramref name="size"/> bytes (RFC 5246, section 4.3).
    /// </summary>
    public T? Vector<T>(
        int size,
        string name,
        string meaning,
        string source,
        Func<FieldReader, T?> parse,
        Func<T, string>? show = null
    ) => Group(LengthOf(size, name, source), name, meaning, source, parse, show);

    /// <summary>Reads items until the bytes end.</summary>
    public IReadOnlyList<T> Repeat<T>(Func<FieldReader, T> item)
    {
        var items = new List<T>();
        while (More)
        {
            int before = Position;
            T? next = item(this);
            if (Failed)
                break;
            items.Add(next);
            if (Position == before)
                Fail("repeated field", "An item of a list is empty, so the list would never end.", "");
        }

        return items;
    }

    /// <summary>Marks the field read last: it fits, but its value makes no sense.</summary>
    public void Blame(string reason)
    {
        if (Failed || _fields.Count == 0)
            return;
        ByteField last = _fields[^1];
        _problems.Add(new Problem(last.Offset, reason));
        _fields[^1] = last with { Faulty = true, Meaning = reason };
    }

    /// <summary>Makes one faulty field of all that is left.</summary>
    public void Fail(string name, string reason, string source)
    {
        if (Failed)
            return;
        _problems.Add(new Problem(Position, reason));
        _fields.Add(
            new ByteField
            {
                Name = name,
                Offset = Position,
                Length = Remaining,
                Value = Hex.Short(Rest.Span),
                Meaning = reason,
                Source = source,
                Faulty = true,
            }
        );
        Position = _end;
        Failed = true;
    }

    /// <summary>Names the bytes that nobody asked for.</summary>
    public void Finish()
    {
        if (More)
            Fail("unexpected bytes", $"{Count(Remaining)} more than the fields before say there are.", "");
    }

    private int LengthOf(int size, string name, string source) =>
        (int)Number(size, name + " length", $"How many bytes of {name} follow.", source, length => Count(length));

    private bool Fits(int length, string name, string source)
    {
        if (Failed)
            return false;
        if (length <= Remaining)
            return true;
        Fail(
            name,
            $"Here {name} should follow with {Count(length)}, but there {(Remaining == 1 ? "is" : "are")} only {Remaining} left.",
            source
        );
        return false;
    }

    private void Add(int length, string name, string value, string meaning, string source)
    {
        _fields.Add(
            new ByteField
            {
                Name = name,
                Offset = Position,
                Length = length,
                Value = value,
                Meaning = meaning,
                Source = source,
            }
        );
        Position += length;
    }

    public static string Count(int length) => length == 1 ? "1 byte" : $"{length} bytes";
}
