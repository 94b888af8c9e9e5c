using System.Globalization;
using DtlsNotebooks.Benchmarks.Figures;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Dissection.Keys;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Benchmarks.Captures;

/// <summary>How many datagrams a second the dissector lays open, beside tshark on the same capture.</summary>
/// <param name="report">Where the table goes.</param>
/// <param name="traffic">What is dissected.</param>
/// <param name="folder">Where captures for tshark are written.</param>
/// <param name="rounds">How often.</param>
internal sealed class DissectionTable(Report report, SampleTraffic traffic, string folder, int rounds)
{
    private const int FewDatagrams = 4;
    private const string Ours = "ours";
    private const string Theirs = "tshark";
    private const string TheirsRunning = "tshark without its start";

    private readonly List<CapturedDatagram> _datagrams = [.. traffic.Capture];
    private readonly TsharkProgram? _tshark = TsharkProgram.Find();
    private readonly Rounds _opened = new();
    private readonly Rounds _closed = new();
    private readonly List<double> _starts = [];
    private int _leastOpened = int.MaxValue;
    private int _leastFound = int.MaxValue;

    private string OpenedFile => Path.Combine(folder, "opened.pcapng");

    private string ClosedFile => Path.Combine(folder, "closed.pcapng");

    private string FewFile => Path.Combine(folder, "few.pcapng");

    /// <summary>Measures, and adds the table.</summary>
    public async Task MeasureAsync()
    {
        if (_tshark is null)
        {
            report.Say(TsharkProgram.Missing);
        }

        traffic.Capture.SavePcapng(OpenedFile, traffic.KeyLog);
        traffic.Capture.SavePcapng(ClosedFile);
        traffic.Capture.Take(FewDatagrams).SavePcapng(FewFile);
        // Once unseen, for the runtime's compiler.
        Dissect(traffic.KeyLog);
        Dissect(null);
        for (int round = 0; round < rounds; round++)
        {
            await MeasureRoundAsync().ConfigureAwait(false);
        }

        report.Add(Table());
        SayWhatTsharkMissed();
    }

    private async Task MeasureRoundAsync()
    {
        AddOurs(_opened, traffic.KeyLog);
        AddOurs(_closed, null);
        if (_tshark is null)
        {
            return;
        }

        TsharkRun few = await _tshark.ReadAsync(FewFile, traffic.ServerPort).ConfigureAwait(false);
        TsharkRun opened = await _tshark.ReadAsync(OpenedFile, traffic.ServerPort).ConfigureAwait(false);
        TsharkRun closed = await _tshark.ReadAsync(ClosedFile, traffic.ServerPort).ConfigureAwait(false);
        _starts.Add(few.Elapsed.TotalMilliseconds);
        AddTheirs(_opened, opened, few);
        AddTheirs(_closed, closed, few);
        _leastOpened = Math.Min(_leastOpened, opened.Finished);
        _leastFound = Math.Min(_leastFound, Math.Min(opened.Datagrams, closed.Datagrams));
    }

    private void AddOurs(Rounds figures, string? keyLog) =>
        figures.Add(Ours, Rate(Timed.Once(() => Dissect(keyLog)), _datagrams.Count));

    private void AddTheirs(Rounds figures, TsharkRun run, TsharkRun few)
    {
        figures.Add(Theirs, Rate(run.Elapsed, _datagrams.Count));
        figures.Add(TheirsRunning, Rate(run.Elapsed - few.Elapsed, _datagrams.Count - FewDatagrams));
    }

    private void Dissect(string? keyLog) =>
        DtlsDissector.DissectAll(_datagrams, keyLog is null ? null : SessionSecrets.Parse(keyLog));

    /// <returns>Null where the start alone took as long, as it can with a small capture.</returns>
    private static double? Rate(TimeSpan elapsed, int datagrams) =>
        elapsed > TimeSpan.Zero ? datagrams / elapsed.TotalSeconds : null;

    private MarkdownTable Table()
    {
        string start = Spread.Of(_starts) is Spread spread
            ? $" Its start, on {FewDatagrams} datagrams in the same round, takes {Figure.Of(spread)} ms; the last "
                + "two columns take that away."
            : "";
        var table = new MarkdownTable(
            string.Create(
                CultureInfo.InvariantCulture,
                $"**A whole capture dissected**, in datagrams a second; median (least–most) of {rounds}, by turns. "
                    + $"Here the datagrams are in memory, and every byte gets a name; tshark reads "
                    + $"them from a file and prints {TsharkRun.Fields.Count} fields a datagram, without looking up "
                    + $"names. With the key log both open what is encrypted.{start} ×: multiples of tshark in the "
                    + $"same round, more is better."
            ),
            "key log",
            "ours /s",
            "tshark /s",
            "ours ×",
            "tshark without its start /s",
            "ours ×"
        );
        AddRow(table, "with", _opened);
        AddRow(table, "without", _closed);
        return table;
    }

    private static void AddRow(MarkdownTable table, string name, Rounds figures) =>
        table.Add(
            name,
            Figure.Of(figures.Of(Ours)),
            Figure.Of(figures.Of(Theirs)),
            Figure.Of(figures.Ratio(Ours, Theirs)),
            Figure.Of(figures.Of(TheirsRunning)),
            Figure.Of(figures.Ratio(Ours, TheirsRunning))
        );

    /// <summary>A program that found less has had less to do.</summary>
    private void SayWhatTsharkMissed()
    {
        if (_leastFound < _datagrams.Count)
        {
            report.Say($"tshark found DTLS in {_leastFound} of {_datagrams.Count} datagrams only.");
        }

        // Each side of each session sends one.
        if (_leastOpened < 2 * traffic.Sessions)
        {
            report.Say($"tshark opened {_leastOpened} of {2 * traffic.Sessions} Finished messages only.");
        }
    }
}
