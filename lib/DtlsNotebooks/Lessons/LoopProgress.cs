using DtlsNotebooks.Pictures.Plotting;
using DtlsNotebooks.Pictures.Timelines;

namespace DtlsNotebooks.Lessons;

/// <summary>Counts how far the clients of a select loop had come, moment by moment.</summary>
internal static class LoopProgress
{
    /// <summary>Three rising lines: clients that had come, that had their handshake done, that had an answer.</summary>
    public static LineChart Of(SelectLoopDiagram diagram)
    {
        IReadOnlyList<TimeSpan> came = FirstOf(diagram, _ => true);
        // Until somebody comes there is nothing to see, and it may last longer than all the rest.
        TimeSpan start = came.Count > 0 ? came[0] : TimeSpan.Zero;
        return new(
            diagram.Title,
            Line("have come", came, start),
            Line("handshake done", FirstOf(diagram, step => step.Activity is LoopActivity.Reading), start),
            Line("have their answer", FirstOf(diagram, step => step.Activity is LoopActivity.Writing), start)
        )
        {
            Subtitle = diagram.Subtitle,
            XAxis = "since the first came (ms)",
            YAxis = "clients",
        };
    }

    /// <summary>How many connections were seen before the first was written to.</summary>
    internal static int BegunBeforeFirstAnswer(SelectLoopDiagram diagram)
    {
        IReadOnlyList<TimeSpan> answers = FirstOf(diagram, step => step.Activity is LoopActivity.Writing);
        IReadOnlyList<TimeSpan> came = FirstOf(diagram, _ => true);
        return answers.Count == 0 ? came.Count : came.Count(moment => moment < answers[0]);
    }

    /// <summary>When each connection was first seen at such a step, the earliest first.</summary>
    internal static IReadOnlyList<TimeSpan> FirstOf(SelectLoopDiagram diagram, Func<LoopStep, bool> matches) =>
        [
            .. diagram
                .Steps.Where(step => step.Connection.Length > 0 && matches(step))
                .GroupBy(step => step.Connection)
                .Select(steps => steps.Min(step => step.Start))
                .Order(),
        ];

    // A stair: the count stays until the moment of the next client.
    private static Series Line(string name, IReadOnlyList<TimeSpan> moments, TimeSpan start) =>
        new(
            name,
            moments
                .Select(moment => (moment - start).TotalMilliseconds)
                .SelectMany((ms, i) => new[] { (ms, i), (ms, i + 1d) })
                .Prepend((0, 0))
        );
}
