namespace DtlsNotebooks.Lessons;

/// <summary>A clock that stands still until somebody moves it, so that a lesson about lifetimes need not wait.</summary>
/// <example><code>
/// var clock = new MovableClock();
/// var cache = new SessionCache(TimeSpan.FromSeconds(500), clock: clock);
/// clock.Move(TimeSpan.FromSeconds(499));
/// </code></example>
public sealed class MovableClock : TimeProvider
{
    private long _ticks;

    /// <summary>Units of <see cref="GetTimestamp"/> in a second.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How far the clock was moved since it was made, in units of 100 nanoseconds.</summary>
    /// <returns>The sum of all moves.</returns>
    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    /// <summary>Moves the clock.</summary>
    /// <param name="time">How far ahead.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is below zero: no clock goes back.</exception>
    public void Move(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        Interlocked.Add(ref _ticks, time.Ticks);
    }
}
