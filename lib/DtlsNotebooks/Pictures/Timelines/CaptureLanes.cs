using System.Net;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>Turns a capture into lanes.</summary>
internal static class CaptureLanes
{
    public static LaneGroup Of(Capture capture, string title, Func<IPEndPoint, string>? nameOf)
    {
        List<CapturedDatagram> all = [.. capture];
        IReadOnlyList<DissectedDatagram> dissected = DtlsDissector.DissectAll(all);
        TimeSpan start = all.Count == 0 ? TimeSpan.Zero : all[0].Received;
        List<LaneDatagram> datagrams =
        [
            .. all.Zip(dissected, (captured, told) => new LaneDatagram(captured, told, start)),
        ];
        IEnumerable<IGrouping<IPEndPoint, LaneDatagram>> clients = datagrams.GroupBy(datagram =>
            datagram.Captured.Client
        );
        return new LaneGroup
        {
            Title = title,
            Lanes =
            [
                .. clients.Select(
                    (client, at) => LaneReader.Read(nameOf?.Invoke(client.Key) ?? $"client {at + 1}", [.. client])
                ),
            ],
            Server = ServerLane.Of(datagrams),
        };
    }
}
