using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>What tshark reads from datagrams: for each datagram and field the values in order.</summary>
internal static class TsharkFields
{
    public static IReadOnlyList<IReadOnlyDictionary<string, string[]>> Read(
        IReadOnlyList<CapturedDatagram> datagrams,
        string? keyLog,
        IReadOnlyList<string> fields
    )
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("dissection");
        try
        {
            string capture = Path.Combine(folder.FullName, "capture.pcap");
            string keys = Path.Combine(folder.FullName, "keys.txt");
            PcapFile.Write(capture, datagrams);
            File.WriteAllText(keys, keyLog ?? "");
            string output = Tool.Run(
                "tshark",
                [
                    "-r",
                    capture,
                    "-o",
                    $"tls.keylog_file:{keys}",
                    "-d",
                    "udp.port==11111,dtls",
                    "-T",
                    "fields",
                    "-E",
                    "separator=/t",
                    "-E",
                    "aggregator=,",
                    .. fields.SelectMany(field => new[] { "-e", field }),
                ]
            );
            return
            [
                .. output
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => Split(line.TrimEnd('\r'), fields)),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Dictionary<string, string[]> Split(string line, IReadOnlyList<string> fields) =>
        fields
            .Zip(line.Split('\t'))
            .ToDictionary(pair => pair.First, pair => pair.Second.Split(',', StringSplitOptions.RemoveEmptyEntries));
}
