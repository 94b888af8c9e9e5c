using System.Globalization;

namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>Says a select loop's figures in one line.</summary>
internal static class LoopFigures
{
    /// <summary>The line; empty where there is no step.</summary>
    public static string Of(SelectLoopDiagram diagram, int notRecorded)
    {
        if (diagram.Steps.Count == 0)
            return "";
        int connections = diagram.Connections.Count;
        double share = diagram.Duration > TimeSpan.Zero ? diagram.TimeIn(LoopActivity.Blocked) / diagram.Duration : 0;
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"one thread, {connections} connection{(connections == 1 ? "" : "s")} · {diagram.Duration.TotalMilliseconds:0.0} ms, {share:P0} of it blocked in select"
        );
        return notRecorded == 0
            ? line
            : string.Create(CultureInfo.InvariantCulture, $"{line} · {notRecorded} steps not recorded");
    }
}
