namespace DtlsNotebooks.Dtls.Engine;

/// <summary>Turns a time to wait into BouncyCastle's milliseconds, where 0 would mean for ever.</summary>
internal static class WaitTime
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue);

    internal static int ToMilliseconds(TimeSpan wait) =>
        wait >= Longest ? int.MaxValue : Math.Max(1, (int)Math.Ceiling(wait.TotalMilliseconds));

    /// <exception cref="ArgumentOutOfRangeException">The time has no end, or is negative.</exception>
    internal static TimeSpan Checked(TimeSpan wait, string name) =>
        wait >= TimeSpan.Zero && wait <= Longest
            ? wait
            : throw new ArgumentOutOfRangeException(
                name,
                wait,
                "A wait needs a bound: give a time from zero to some 24 days."
            );
}
