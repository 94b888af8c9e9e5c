using System.Globalization;

namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>How timelines write times in what hovering shows.</summary>
internal static class TimelineFormat
{
    /// <summary>A length or a moment in milliseconds.</summary>
    public static string Of(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0##} ms");

    /// <summary>A length for a sentence: as many digits as somebody says aloud.</summary>
    public static string Spoken(TimeSpan time) =>
        time < TimeSpan.FromMilliseconds(10) ? Of(TimeSpan.FromMilliseconds(Math.Round(time.TotalMilliseconds, 1)))
        : time < TimeSpan.FromSeconds(10)
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s");

    /// <summary>A stretch of time.</summary>
    public static string Of(TimeSpan start, TimeSpan end) => $"{Of(end - start)}, from {Of(start)} to {Of(end)}";
}
