using System.Globalization;
using DtlsNotebooks.Benchmarks.Figures;

namespace DtlsNotebooks.Benchmarks.Captures;

/// <summary>How quickly a capture is written as pcapng, beside the same bytes written in one piece.</summary>
/// <param name="report">Where the table goes.</param>
/// <param name="traffic">What is written.</param>
/// <param name="folder">Where files are written.</param>
/// <param name="rounds">How often.</param>
/// <param name="duration">How long each is repeated in a round.</param>
internal sealed class WritingTable(Report report, SampleTraffic traffic, string folder, int rounds, TimeSpan duration)
{
    private const string Ours = "ours";
    private const string OnePiece = "in one piece";
    private const double Mega = 1e6;

    private string OurFile => Path.Combine(folder, "written.pcapng");

    private string TheirFile => Path.Combine(folder, "one-piece.pcapng");

    /// <summary>Measures, and adds the table.</summary>
    public void Measure()
    {
        var table = new MarkdownTable(
            string.Create(
                CultureInfo.InvariantCulture,
                $"**A capture written as pcapng**; median (least–most) of {rounds}, by turns. The limit is the same "
                    + $"bytes written in one piece, by Stream.Write or File.WriteAllBytes. A file replaces that of "
                    + $"before; one with a key log is also flushed to the disk, and so is its limit. MB are 10^6 bytes "
                    + $"of the file; ×: the share of the limit in the same round."
            ),
            "what",
            "datagrams /s",
            "MB/s",
            "in one piece MB/s",
            "×"
        );
        byte[] plain = Written(null);
        AddRow(
            table,
            "WritePcapng, to memory",
            plain,
            () => ToMemory(stream => traffic.Capture.WritePcapng(stream)),
            () => ToMemory(stream => stream.Write(plain))
        );
        AddRow(
            table,
            "SavePcapng, to a file",
            plain,
            () => traffic.Capture.SavePcapng(OurFile),
            () => File.WriteAllBytes(TheirFile, plain)
        );
        byte[] withKeys = Written(traffic.KeyLog);
        AddRow(
            table,
            "SavePcapng, with the key log",
            withKeys,
            () => traffic.Capture.SavePcapng(OurFile, traffic.KeyLog),
            () => WriteToDisk(withKeys)
        );
        report.Add(table);
    }

    private void AddRow(MarkdownTable table, string name, byte[] bytes, Action write, Action writeInOnePiece)
    {
        // Once unseen, for the runtime's compiler.
        Timed.Each(write, duration);
        var figures = new Rounds();
        for (int round = 0; round < rounds; round++)
        {
            figures.Add(Ours, 1 / Timed.Each(write, duration).TotalSeconds);
            figures.Add(OnePiece, 1 / Timed.Each(writeInOnePiece, duration).TotalSeconds);
        }

        table.Add(
            name,
            Figure.Of(figures.Of(Ours)?.Times(traffic.Capture.Count)),
            Figure.Of(figures.Of(Ours)?.Times(bytes.Length / Mega)),
            Figure.Of(figures.Of(OnePiece)?.Times(bytes.Length / Mega)),
            Figure.Of(figures.Ratio(Ours, OnePiece))
        );
    }

    private byte[] Written(string? keyLog)
    {
        using var stream = new MemoryStream();
        traffic.Capture.WritePcapng(stream, keyLog);
        return stream.ToArray();
    }

    // As a file is written that holds keys.
    private void WriteToDisk(byte[] bytes)
    {
        using var stream = new FileStream(TheirFile, FileMode.Create, FileAccess.Write);
        stream.Write(bytes);
        stream.Flush(flushToDisk: true);
    }

    private static void ToMemory(Action<MemoryStream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
    }
}
