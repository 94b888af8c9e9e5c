using DtlsNotebooks.Pictures.Plotting;
using DtlsNotebooks.Runner.Pictures;

namespace DtlsNotebooks.Benchmarks.Growth;

/// <summary>The curves of growth, as one PNG.</summary>
internal static class GrowthPicture
{
    private const int Width = 900;

    /// <summary>Draws them with the machine's Chromium.</summary>
    /// <param name="points">What was measured.</param>
    /// <param name="folder">Where the picture goes.</param>
    /// <returns>Its file; null where there is no browser.</returns>
    /// <exception cref="InvalidOperationException">The browser wrote no picture.</exception>
    public static async Task<string?> SaveAsync(IReadOnlyList<GrowthPoint> points, string folder)
    {
        if (Chromium.Find() is not string path)
            return null;
        Directory.CreateDirectory(folder);
        string page = Path.Combine(folder, "growth.html");
        await File.WriteAllTextAsync(
                page,
                "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"></head><body>"
                    + $"<div hidden>{Charts.Ready.ToHtml()}</div>{Time(points).ToHtml()}{Memory(points).ToHtml()}{Chromium.TellHeight}</body></html>"
            )
            .ConfigureAwait(false);
        string picture = Path.ChangeExtension(page, ".png");
        await new Chromium(path).SaveAsync(page, Width, picture, CancellationToken.None).ConfigureAwait(false);
        File.Delete(page);
        return picture;
    }

    private static LineChart Time(IReadOnlyList<GrowthPoint> points) =>
        new(
            "What an echo costs a server of one loop, the more sessions it holds",
            [
                .. points
                    .GroupBy(point => point.Server)
                    .SelectMany(server =>
                        (Series[])
                            [
                                Curve($"{server.Key}, {GrowingServer.Few} talk", server, point => point.Few.Median),
                                Curve($"{server.Key}, all talk", server, point => point.All.Median),
                            ]
                    ),
            ]
        )
        {
            XAxis = "sessions",
            YAxis = "processor time an echo (µs)",
            LogX = true,
            Format = "0.0",
        };

    private static LineChart Memory(IReadOnlyList<GrowthPoint> points) =>
        new(
            "What one more session costs in memory",
            [
                .. Memory(points, "", point => point.KilobytesEach),
                .. Memory(points, ", live objects", point => point.LiveKilobytesEach),
            ]
        )
        {
            XAxis = "sessions",
            YAxis = "memory a session (KB)",
            LogX = true,
            Format = "0",
        };

    private static IEnumerable<Series> Memory(
        IEnumerable<GrowthPoint> points,
        string what,
        Func<GrowthPoint, double?> kilobytes
    ) =>
        points
            .Where(point => kilobytes(point) is not null)
            .GroupBy(point => point.Server)
            .Select(server => Curve(server.Key + what, server, point => kilobytes(point)!.Value));

    private static Series Curve(string name, IEnumerable<GrowthPoint> points, Func<GrowthPoint, double> value) =>
        new(name, points.Select(point => ((double)point.Sessions, value(point))));
}
