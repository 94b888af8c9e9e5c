namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// A transport's way in: it sifts the datagrams, and waits for them or takes what lies ready. Used by one receiving
/// thread at a time.
/// </summary>
internal sealed class DatagramIntake(
    DatagramSource source,
    PooledSource pooled,
    TransportCounters counters,
    Func<bool> grow
)
{
    /// <summary>
    /// A call that must not wait takes no more datagrams in one go, so that a flood at one session does not keep a
    /// loop from its others.
    /// </summary>
    internal const int MostInARow = 64;

    /// <summary>The buffer has no room for the record that came: whoever called asks again with a larger one.</summary>
    private const int TooSmall = -2;

    private readonly RecordFilter _filter = new();
    private readonly RecordStage _stage = new();

    /// <summary>How long the peer's answers take.</summary>
    internal AnswerTimes Answers => _filter.Answers;

    /// <summary>Until an alert is due that is held back; null where none is.</summary>
    internal TimeSpan? AlertDueIn => _filter.AlertDueIn;

    /// <summary>Receives one datagram.</summary>
    /// <param name="buffer">Receives its records.</param>
    /// <param name="left">How long there is to wait.</param>
    /// <returns>How many bytes came; 0 where the caller is to ask again; -1 where no time is left.</returns>
    internal int Receive(Span<byte> buffer, TimeSpan left)
    {
        int length = left > TimeSpan.Zero ? Take(buffer, UntilDue(left)) : TooSmall;
        return length == TooSmall ? -1 : Math.Max(length, 0);
    }

    /// <summary>Receives one datagram if one lies ready, without waiting.</summary>
    /// <param name="buffer">Receives its records.</param>
    /// <param name="most">How many datagrams it may look at; what it has looked at goes off.</param>
    /// <returns>How many bytes came, or -1 where none came.</returns>
    internal int TryReceive(Span<byte> buffer, ref int most)
    {
        int length = 0;
        while (length == 0 && most > 0)
        {
            length = Take(buffer, TimeSpan.Zero);
            most--;
        }

        return length > 0 ? length : -1;
    }

    /// <summary>A held alert ends a wait too.</summary>
    private TimeSpan UntilDue(TimeSpan left) => _filter.AlertDueIn is TimeSpan due && due < left ? due : left;

    /// <returns>
    /// How many bytes came; 0 where all of the datagram was dropped; -1 where none came; <see cref="TooSmall"/>, once,
    /// where the buffer is.
    /// </returns>
    private int Take(Span<byte> buffer, TimeSpan wait)
    {
        if (_stage.Take(buffer) is > 0 and int kept)
        {
            return kept;
        }

        if (!_stage.IsEmpty && grow())
        {
            return TooSmall;
        }

        int length =
            buffer.Length >= SessionTransport.LongestRecord ? TakeInto(buffer, wait) : TakeInParts(buffer, wait);
        return length == -1 && _filter.TryReleaseAlert(buffer, out int alertLength) ? alertLength : length;
    }

    /// <summary>
    /// Where the buffer may be too small. Not by a large one on the stack: a thread that goes so deep gets new pages of
    /// memory, and to take them back when it ends stops every processor that the process runs on.
    /// </summary>
    private int TakeInParts(Span<byte> buffer, TimeSpan wait)
    {
        int length = pooled(out byte[] datagram, wait);
        if (length < 0)
        {
            return -1;
        }

        try
        {
            Span<byte> records = datagram.AsSpan(0, Math.Min(length, SessionTransport.LongestRecord));
            int kept = Sift(records);
            if (kept <= buffer.Length)
            {
                records[..kept].CopyTo(buffer);
                return kept;
            }

            _stage.Put(records[..kept]);
        }
        finally
        {
            BufferPool.Return(datagram);
        }

        return _stage.Take(buffer) is > 0 and int taken ? taken
            : grow() ? TooSmall
            : 0;
    }

    private int TakeInto(Span<byte> buffer, TimeSpan wait)
    {
        int length = source(buffer, wait);
        return length < 0 ? -1 : Sift(buffer[..length]);
    }

    /// <returns>How many bytes of the datagram are records that count.</returns>
    private int Sift(Span<byte> datagram)
    {
        int kept = _filter.Sift(datagram);
        counters.Received(datagram.Length, kept);
        if (kept > 0)
            Answers.Answered();
        return kept;
    }
}
