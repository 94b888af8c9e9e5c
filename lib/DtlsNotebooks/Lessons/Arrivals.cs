using DtlsNotebooks.Pictures.Plotting;

namespace DtlsNotebooks.Lessons;

/// <summary>When each of some messages arrived that were sent one after another over a <see cref="LossyPath"/>.</summary>
/// <param name="Protocol">What carried them: "UDP" or "TCP".</param>
/// <param name="At">
/// For each message, in the order in which they were sent, the time from the first one's sending to its arrival; null
/// for one that never came.
/// </param>
/// <param name="Repeated">When the lost message was sent again; null where nothing repeats it.</param>
public sealed record Arrivals(string Protocol, IReadOnlyList<TimeSpan?> At, TimeSpan? Repeated)
{
    /// <summary>How many arrived.</summary>
    public int Count => At.Count(at => at is not null);

    /// <summary>How many arrived only once the lost message had been sent again.</summary>
    public int HeldUp => Repeated is { } repeated ? At.Count(at => at >= repeated) : 0;

    /// <summary>The arrivals of both protocols in one picture: one row a message, time to the right.</summary>
    /// <param name="arrivals">What was measured, one for each protocol.</param>
    public static ScatterChart Chart(params IReadOnlyList<Arrivals> arrivals) =>
        new("When each message arrives", [.. arrivals.Select(one => one.ToSeries())])
        {
            XAxis = "since the first was sent (ms)",
            YAxis = "message",
        };

    private Series ToSeries() =>
        new(
            Protocol,
            At.Select(at => at?.TotalMilliseconds ?? double.NaN),
            Enumerable.Range(1, At.Count).Select(message => (double)message)
        );
}
