namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// When an unanswered flight is sent again (RFC 6347, section 4.2.4.1): after the first wait, then after twice as long
/// each time, up to a bound. A wait that has grown is kept until a flight passes without being sent again.
/// </summary>
/// <param name="clock">Tells the time.</param>
/// <param name="first">The first wait.</param>
/// <param name="longest">The bound; a first wait that is longer stays as it is.</param>
internal sealed class FlightTimer(TimeProvider clock, TimeSpan first, TimeSpan longest)
{
    private readonly TimeSpan _first = first;
    private readonly TimeSpan _longest = first < longest ? longest : first;
    private TimeSpan _wait = first;
    private long _since;
    private bool _runs;
    private bool _repeated;

    /// <summary>Until the flight is due again; null where no answer is awaited.</summary>
    internal TimeSpan? Left => _runs ? Positive(_wait - clock.GetElapsedTime(_since)) : null;

    /// <summary>It is due now.</summary>
    internal bool IsDue => Left == TimeSpan.Zero;

    /// <summary>How long since the flight was sent last.</summary>
    internal TimeSpan SinceSent => clock.GetElapsedTime(_since);

    /// <summary>A flight was sent for the first time.</summary>
    internal void Start()
    {
        _runs = true;
        _repeated = false;
        _since = clock.GetTimestamp();
    }

    /// <summary>The time ran out, and the flight was sent again.</summary>
    internal void Expired()
    {
        _wait = _wait < _longest / 2 ? _wait * 2 : _longest;
        Repeated();
    }

    /// <summary>The flight was sent again because the peer asked for it.</summary>
    internal void Repeated()
    {
        _repeated = true;
        _since = clock.GetTimestamp();
    }

    /// <summary>The flight was answered.</summary>
    internal void Answered()
    {
        _runs = false;
        if (!_repeated)
            _wait = _first;
    }

    private static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;
}
