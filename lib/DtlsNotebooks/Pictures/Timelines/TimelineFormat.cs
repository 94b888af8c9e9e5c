using System.Globalization;

namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>How timelines write times in what hovering shows.</summary>
internal static class TimelineFormat
{
    /// <summary>A length or a moment in milliseconds.</summary>
    public static string Of(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0##} ms");

    /// <summary>A stretch of time.</summary>
    public static string Of(TimeSpan start, TimeSpan end) => $"{Of(end - start)}, from {Of(start)} to {Of(end)}";
}
