namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// How long the peer's answers take, path and all, and so how long to wait before what came in the clear is believed:
/// anybody can forge it, but a peer that means it falls silent, and any other is heard from by then.
/// One thread may send while another one receives; where both come at once, a measurement may be missed.
/// </summary>
internal sealed class AnswerTimes
{
    /// <summary>The patience where nothing is known of the path, or where it is short.</summary>
    internal static readonly TimeSpan Least = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest patience: a peer that takes longer is slow itself.</summary>
    internal static readonly TimeSpan Most = TimeSpan.FromSeconds(2);

    /// <summary>The datagrams of one flight go out closer to each other than a flight and its repetition.</summary>
    private static readonly TimeSpan LongestFlight = TimeSpan.FromMilliseconds(50);

    private long _askedAt;
    private bool _isAnswered = true;
    private bool _isAmbiguous = true;
    private TimeSpan _longest;

    /// <summary>Tells the time.</summary>
    internal TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>How long to wait for the genuine peer: twice its longest answer, within the bounds.</summary>
    internal TimeSpan Patience => TimeSpan.FromTicks(Math.Clamp(2 * _longest.Ticks, Least.Ticks, Most.Ticks));

    /// <summary>A datagram went out.</summary>
    internal void Asked()
    {
        long now = Clock.GetTimestamp();
        if (_isAnswered)
            (_askedAt, _isAnswered, _isAmbiguous) = (now, false, false);
        else if (Clock.GetElapsedTime(_askedAt, now) > LongestFlight)
            _isAmbiguous = true; // A repetition: nobody knows which of the two is answered (RFC 6298, section 3).
    }

    /// <summary>
    /// A record came that may be the peer's. A forged one comes too early, so a later one to the same flight counts too.
    /// </summary>
    internal void Answered()
    {
        if (!_isAmbiguous && Clock.GetElapsedTime(_askedAt) is TimeSpan took && took > _longest)
            _longest = took;
        _isAnswered = true;
    }
}
