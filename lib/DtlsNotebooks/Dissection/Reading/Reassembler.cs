namespace DtlsNotebooks.Dissection.Reading;

/// <summary>
/// Puts the messages of one sender together from their fragments (RFC 6347, section 4.2.3).
/// Whatever is sent, it holds no more than <see cref="MaxPending"/> messages of <see cref="MaxLength"/> bytes.
/// </summary>
internal sealed class Reassembler
{
    public const int MaxLength = 1 << 17;
    public const int MaxPending = 8;
    public const int MaxGaps = 512;

    private readonly Dictionary<(int Epoch, int Sequence), Pending> _pending = [];
    private readonly Queue<(int Epoch, int Sequence)> _order = [];

    public int PendingMessages => _pending.Count;

    /// <summary>Takes a fragment in; gives the message back once no byte is missing.</summary>
    /// <param name="epoch">The epoch of the record.</param>
    /// <param name="fragment">The fragment.</param>
    /// <param name="problem">Why the fragment cannot be used, or null.</param>
    public ReadOnlyMemory<byte>? Add(int epoch, HandshakeFragment fragment, out string? problem)
    {
        problem = null;
        if (fragment.IsWhole)
            return fragment.Body;
        if (fragment.Length > MaxLength)
        {
            problem = $"The message says it has {fragment.Length} bytes; more than {MaxLength} are not put together.";
            return null;
        }

        Pending pending = Find((epoch, fragment.MessageSequence), fragment);
        if (pending.Type != fragment.Type || pending.Length != fragment.Length)
        {
            problem = "An earlier part of this message tells another type or length, so the parts do not fit together.";
            return null;
        }

        if (pending.Seen.Count >= MaxGaps)
        {
            problem = $"The message came in more than {MaxGaps} pieces with gaps between them; it is not put together.";
            return null;
        }

        return pending.Add(fragment) ? Complete((epoch, fragment.MessageSequence), pending) : null;
    }

    private Pending Find((int Epoch, int Sequence) key, HandshakeFragment fragment)
    {
        if (_pending.TryGetValue(key, out Pending? known))
            return known;
        if (_pending.Count >= MaxPending)
            Forget();
        var pending = new Pending(fragment.Type, fragment.Length);
        _pending.Add(key, pending);
        _order.Enqueue(key);
        return pending;
    }

    private void Forget()
    {
        while (_order.TryDequeue(out (int Epoch, int Sequence) oldest))
        {
            if (_pending.Remove(oldest))
                return;
        }
    }

    private ReadOnlyMemory<byte>? Complete((int Epoch, int Sequence) key, Pending pending)
    {
        _pending.Remove(key);
        if (_order.Count > 4 * MaxPending)
            Compact();
        return pending.Bytes;
    }

    private void Compact()
    {
        var alive = _order.Where(_pending.ContainsKey).Distinct().ToList();
        _order.Clear();
        alive.ForEach(_order.Enqueue);
    }

    private sealed class Pending(MessageType type, int length)
    {
        public MessageType Type => type;

        public int Length => length;

        public RangeSet Seen { get; } = new();

        public byte[] Bytes { get; } = new byte[length];

        public bool Add(HandshakeFragment fragment)
        {
            fragment.Body.Span.CopyTo(Bytes.AsSpan(fragment.FragmentOffset));
            if (fragment.FragmentLength > 0)
                Seen.Add(fragment.FragmentOffset, fragment.FragmentOffset + fragment.FragmentLength);
            return Seen.Covers(0, length);
        }
    }
}
