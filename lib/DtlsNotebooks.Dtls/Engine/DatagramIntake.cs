using System.Runtime.CompilerServices;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// A transport's way in: it sifts the datagrams, and waits for them or, where a session must not wait, hands control
/// back. Used by one receiving thread at a time.
/// </summary>
internal sealed class DatagramIntake(DatagramSource source, TransportCounters counters, Func<bool> grow)
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
    private ReadOnlyMemory<byte> _ahead;
    private int _inARow;

    /// <summary>
    /// What a receive does in place of waiting, and for how long at most it would have waited; null where it may wait.
    /// It returns when there may be a datagram, or throws.
    /// </summary>
    internal Action<TimeSpan>? Parking
    {
        get;
        set
        {
            field = value;
            _inARow = 0;
        }
    }

    /// <summary>Receives one datagram.</summary>
    /// <param name="buffer">Receives its records.</param>
    /// <param name="left">How long there is to wait.</param>
    /// <returns>How many bytes came; 0 where the caller is to ask again; -1 where no time is left.</returns>
    internal int Receive(Span<byte> buffer, TimeSpan left) =>
        Parking is Action<TimeSpan> park ? ReceiveOrPark(buffer, left, park) : ReceiveOrWait(buffer, left);

    /// <summary>Receives one datagram if one lies ready, without waiting.</summary>
    /// <returns>How many bytes came, or -1 where none came.</returns>
    internal int TryReceive(Span<byte> buffer)
    {
        int length = 0;
        for (int i = 0; i < MostInARow && length == 0; i++)
        {
            length = Take(buffer, TimeSpan.Zero);
        }

        return length > 0 ? length : -1;
    }

    /// <summary>How long that is which was put ahead; 0 where nothing was.</summary>
    internal int AheadLength => _ahead.Length;

    /// <summary>
    /// The next receive takes this, which <see cref="TryReceive"/> has brought, before it looks for more.
    /// </summary>
    internal void PutAhead(ReadOnlyMemory<byte> records) => _ahead = records;

    private int ReceiveOrWait(Span<byte> buffer, TimeSpan left)
    {
        int length = left > TimeSpan.Zero ? Take(buffer, UntilDue(left)) : TooSmall;
        return length == TooSmall ? -1 : Math.Max(length, 0);
    }

    private int ReceiveOrPark(Span<byte> buffer, TimeSpan left, Action<TimeSpan> park)
    {
        int length = TakeAhead(buffer);
        if (length == 0)
        {
            length = _inARow++ < MostInARow ? Take(buffer, TimeSpan.Zero) : -1;
        }

        if (length != -1)
        {
            return Math.Max(length, -1);
        }

        _inARow = 0;
        if (left <= TimeSpan.Zero)
        {
            return -1;
        }

        park(UntilDue(left));
        return 0;
    }

    private int TakeAhead(Span<byte> buffer)
    {
        int length = Math.Min(_ahead.Length, buffer.Length);
        _ahead.Span[..length].CopyTo(buffer);
        _ahead = default;
        return length;
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

    /// <summary>Where the buffer may be too small. On the stack, since a thousand threads may wait here.</summary>
    [SkipLocalsInit]
    private int TakeInParts(Span<byte> buffer, TimeSpan wait)
    {
        Span<byte> datagram = stackalloc byte[SessionTransport.LongestRecord];
        int length = TakeInto(datagram, wait);
        if (length <= buffer.Length)
        {
            datagram[..Math.Max(length, 0)].CopyTo(buffer);
            return length;
        }

        _stage.Put(datagram[..length]);
        return _stage.Take(buffer) is > 0 and int taken ? taken
            : grow() ? TooSmall
            : 0;
    }

    private int TakeInto(Span<byte> buffer, TimeSpan wait)
    {
        int length = source(buffer, wait);
        if (length < 0)
        {
            return -1;
        }

        int kept = _filter.Sift(buffer[..length]);
        counters.Received(length, kept);
        return kept;
    }
}
