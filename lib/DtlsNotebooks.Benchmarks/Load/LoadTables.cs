using System.Globalization;
using DtlsNotebooks.Benchmarks.Figures;

namespace DtlsNotebooks.Benchmarks.Load;

/// <summary>Writes what a <see cref="LoadMatrix"/> measured.</summary>
/// <param name="role">"server" or "client": what the measured programs are.</param>
/// <param name="measured">The measured programs; the first is what the others are compared with.</param>
/// <param name="other">What they all talk to.</param>
/// <param name="settings">How much was measured.</param>
internal sealed class LoadTables(
    string role,
    IReadOnlyList<LoadProgram> measured,
    LoadProgram other,
    LoadSettings settings
)
{
    private LoadProgram Reference => measured[0];

    /// <summary>Adds the tables to a report.</summary>
    public void Write(Report report, IReadOnlyList<LoadCell> cells)
    {
        report.Add(Rates(cells));
        report.Add(Costs(cells));
        if (measured.Any(program => program.IsOwn))
        {
            report.Add(Collections(cells));
        }
    }

    private MarkdownTable Rates(IReadOnlyList<LoadCell> cells)
    {
        string caption = string.Create(
            CultureInfo.InvariantCulture,
            $"**The {role}'s rate.** Each {role} in turn against the same {(role == "server" ? "client" : "server")}, the C program over {other.Name}, both in processes of their own on the loopback address; ECDHE-ECDSA-AES128-GCM-SHA256, P-256 certificate, X25519, cookie exchange. {settings.Rounds} rounds of {settings.Duration.TotalSeconds:0.0} s, the programs by turns; the C programs have one thread and one loop, but for \"OpenSSL, threads\". First column of figures: per second, median (least–most); the others: multiples of {Reference.Name} in the same round, median (least–most), more is better."
        );
        var table = new MarkdownTable(
            caption,
            ["load", $"{Reference.Name} /s", .. measured.Skip(1).Select(program => $"{program.Name} ×")]
        );
        foreach (LoadCell cell in cells)
        {
            table.Add([
                Name(cell),
                Figure.Of(cell.Of(Reference.Name, run => run.Rate)),
                .. measured
                    .Skip(1)
                    .Select(program => Figure.Of(cell.Ratio(program.Name, Reference.Name, run => run.Rate))),
            ]);
        }

        return table;
    }

    private MarkdownTable Costs(IReadOnlyList<LoadCell> cells)
    {
        string caption =
            $"**The {role}'s cost.** Processor time of the measured {role} alone for each handshake or echo, in "
            + "microseconds, kernel included, median; less is better.";
        var table = new MarkdownTable(caption, ["load", .. measured.Select(program => $"{program.Name} µs")]);
        foreach (LoadCell cell in cells)
        {
            table.Add([
                Name(cell),
                .. measured.Select(program => Figure.Median(cell.Of(program.Name, run => run.Cost))),
            ]);
        }

        return table;
    }

    private MarkdownTable Collections(IReadOnlyList<LoadCell> cells)
    {
        LoadProgram[] own = [.. measured.Where(program => program.IsOwn)];
        string caption =
            $"**The {role}'s memory.** Kilobytes allocated for each handshake or echo, and the share of the time "
            + "in which collections stopped all threads, median.";
        var table = new MarkdownTable(
            caption,
            ["load", .. own.SelectMany(program => (string[])[$"{program.Name} KB", "stopped %"])]
        );
        foreach (LoadCell cell in cells)
        {
            table.Add([
                Name(cell),
                .. own.SelectMany(program =>
                    (string[])
                        [
                            Figure.Median(cell.Of(program.Name, run => run.Allocated)),
                            Figure.Median(cell.Of(program.Name, run => run.Paused)),
                        ]
                ),
            ]);
        }

        return table;
    }

    private static string Name(LoadCell cell) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{cell.Kind.ToString().ToLowerInvariant()}, {cell.Clients} at once"
        );
}
