using System.Globalization;
using DtlsNotebooks.Pictures.Tables;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Pictures.Ladders;

/// <summary>Makes the table of a capture.</summary>
internal static class CaptureTable
{
    public static TableView Of(Capture capture, string? title)
    {
        List<CapturedDatagram> datagrams = [.. capture];
        IReadOnlyDictionary<int, DatagramDescription> descriptions = capture.Descriptions;
        Lifelines lifelines = new(capture.Clients);
        TimeSpan start = datagrams.Count == 0 ? TimeSpan.Zero : datagrams[0].Received;
        return new()
        {
            Title = title ?? CaptureLadder.Title(capture.Summary.Total),
            Columns = ["#", "Time (ms)", "From", "To", "Bytes", "Content", "Status"],
            RightAligned = [true, true, false, false, true, false, false],
            Rows = [.. datagrams.Select(datagram => Row(datagram, descriptions[datagram.Number], start, lifelines))],
        };
    }

    private static IReadOnlyList<string> Row(
        CapturedDatagram datagram,
        DatagramDescription description,
        TimeSpan start,
        Lifelines lifelines
    )
    {
        string client = $"{lifelines.NameOf(datagram.Client)} :{datagram.Client.Port}";
        string server = $"{lifelines.ServerName} :{datagram.Server.Port}";
        bool toServer = datagram.Direction == Direction.ToServer;
        return
        [
            datagram.Number.ToString(CultureInfo.InvariantCulture),
            (datagram.Received - start).TotalMilliseconds.ToString("0.000", CultureInfo.InvariantCulture),
            toServer ? client : server,
            toServer ? server : client,
            datagram.Payload.Length.ToString(CultureInfo.InvariantCulture),
            description.Label,
            DeliveryWords.Of(datagram),
        ];
    }
}
