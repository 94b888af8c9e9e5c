namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// One version of a message that is put together from its fragments. In the clear anybody can send one, so there may be
/// several of one number: those that contradict each other stay apart.
/// </summary>
internal sealed class MessageCandidate(short type, int length)
{
    private readonly byte[] _body = new byte[length];

    // What is there, in order, without gaps or overlaps between two that touch.
    private readonly List<(int Start, int End)> _parts = [];

    internal short Type => type;

    internal int Length => length;

    /// <summary>It was looked at and refused.</summary>
    internal bool IsRefused { get; set; }

    internal bool IsComplete =>
        length == 0 ? _parts.Count > 0 : _parts is [var (start, end)] && start == 0 && end == length;

    internal byte[] Body => _body;

    /// <summary>Takes a fragment, unless it contradicts what is there.</summary>
    internal bool TryAdd(in MessagePart fragment)
    {
        if (fragment.Type != type || fragment.MessageLength != length || !Agrees(fragment))
            return false;

        fragment.Body.CopyTo(_body.AsSpan(fragment.Offset));
        Note(fragment.Offset, fragment.Offset + fragment.Body.Length);
        return true;
    }

    private bool Agrees(in MessagePart fragment)
    {
        int end = fragment.Offset + fragment.Body.Length;
        foreach ((int partStart, int partEnd) in _parts)
        {
            int from = Math.Max(partStart, fragment.Offset);
            int to = Math.Min(partEnd, end);
            if (from >= to)
                continue;

            ReadOnlySpan<byte> same = fragment.Body[(from - fragment.Offset)..(to - fragment.Offset)];
            if (!_body.AsSpan(from, to - from).SequenceEqual(same))
                return false;
        }

        return true;
    }

    private void Note(int start, int end)
    {
        for (int i = _parts.Count - 1; i >= 0; i--)
        {
            (int partStart, int partEnd) = _parts[i];
            if (partStart <= end && start <= partEnd)
            {
                (start, end) = (Math.Min(start, partStart), Math.Max(end, partEnd));
                _parts.RemoveAt(i);
            }
        }

        int place = _parts.FindIndex(part => part.Start > start);
        _parts.Insert(place < 0 ? _parts.Count : place, (start, end));
    }
}
