namespace DtlsNotebooks.Tests.Dtls;

/// <summary>A clock that a test moves.</summary>
internal sealed class MovableClock : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    internal void Move(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
