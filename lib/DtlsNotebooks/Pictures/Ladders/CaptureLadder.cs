using System.Globalization;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Pictures.Ladders;

/// <summary>Makes the packet timeline of a capture.</summary>
internal static class CaptureLadder
{
    public static LadderDiagram Of(
        Capture capture,
        string? title,
        bool foldHandshake = false,
        LadderFrame? frame = null
    )
    {
        List<CapturedDatagram> datagrams = [.. capture];
        IReadOnlyDictionary<int, DatagramDescription> descriptions = capture.Descriptions;
        HashSet<int> overtaken = Overtaking.Of(datagrams);
        TimeSpan start = frame?.Start ?? (datagrams.Count == 0 ? TimeSpan.Zero : datagrams[0].Received);
        Lifelines lifelines = frame is null ? new(capture.Clients) : new(frame.Clients, frame.NameOf);
        CaptureSummary summary = capture.Summary;
        LadderDiagram diagram = new()
        {
            Title = title ?? Title(summary.Total),
            Subtitle = Subtitle(capture, summary),
            Participants = lifelines.Names,
            Messages =
            [
                .. datagrams.Select(datagram =>
                    Row(datagram, descriptions[datagram.Number], overtaken.Contains(datagram.Number), start, lifelines)
                ),
            ],
        };
        return foldHandshake ? diagram with { Folds = HandshakeFolds.Of(diagram) } : diagram;
    }

    public static string Title(DirectionSummary total)
    {
        if (total.Datagrams == 0)
            return "No datagram was sent";
        string all = Plural(total.Datagrams, "datagram");
        List<string> happenings = [];
        Add(total.Lost, "lost");
        Add(total.Duplicates, total.Duplicates == 1 ? "duplicate" : "duplicates");
        Add(total.Corrupted, "corrupted");
        Add(total.Overtaken, "overtaken");
        Add(total.Pending, "still on the way");
        return happenings.Count > 0 ? $"{all}: {string.Join(", ", happenings)}"
            : total.Datagrams == 1 ? "1 datagram, and it arrived"
            : $"{all}, and all arrived in order";

        void Add(int number, string word)
        {
            if (number > 0)
                happenings.Add(string.Create(CultureInfo.InvariantCulture, $"{number} {word}"));
        }
    }

    private static string Subtitle(Capture capture, CaptureSummary summary)
    {
        List<string> figures =
        [
            Plural(summary.Total.Datagrams, "datagram"),
            Plural(summary.Total.Bytes, "byte"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{summary.ToServer.Datagrams} to the server, {summary.ToClient.Datagrams} to the client{(summary.Clients > 1 ? "s" : "")}"
            ),
        ];
        if (summary.Total.Lost > 0)
            figures.Add(string.Create(CultureInfo.InvariantCulture, $"{summary.Total.Lost} lost"));
        figures.Add(string.Create(CultureInfo.InvariantCulture, $"{summary.Duration.TotalMilliseconds:0.0} ms"));
        if (capture.NotRecorded > 0)
            figures.Add($"{Plural(capture.NotRecorded, "more datagram")} not recorded");
        if (capture.Faults.Count > 0)
            figures.Add(capture.Faults[0]);
        return string.Join(" · ", figures);
    }

    private static LadderMessage Row(
        CapturedDatagram datagram,
        DatagramDescription description,
        bool overtaken,
        TimeSpan start,
        Lifelines lifelines
    )
    {
        int client = lifelines.Of(datagram.Client);
        bool toServer = datagram.Direction == Direction.ToServer;
        return new()
        {
            From = toServer ? client : lifelines.Server,
            To = toServer ? lifelines.Server : client,
            Sent = datagram.Received - start,
            Delivered = datagram.IsLost ? null : datagram.Delivered - start,
            Label = description.Label,
            Bytes = datagram.Payload.Length,
            Note = Note(datagram, description, overtaken),
            Kind = description.Kind,
            Lost = datagram.IsLost,
            Changed = datagram.IsCorrupted,
            Overtaken = overtaken,
            Repeated = datagram.CopyOf is not null || description.Retransmission,
            NetworkCopy = datagram.CopyOf is not null,
            Parts = description.Parts,
            ThrownAway = description.ThrownAway,
            Details = description.Details,
            Band = description.Band,
            SilenceReason = description.SilenceReason,
        };
    }

    private static string Note(CapturedDatagram datagram, DatagramDescription description, bool overtaken)
    {
        IEnumerable<string> notes =
        [
            description.Retransmission && datagram.CopyOf is null ? "retransmission" : "",
            DeliveryWords.Note(datagram),
            overtaken ? "overtaken" : "",
            description.ThrownAway is { } reason ? $"thrown away: {reason}" : "",
        ];
        return string.Join(", ", notes.Where(note => note.Length > 0));
    }

    private static string Plural(long number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");
}
