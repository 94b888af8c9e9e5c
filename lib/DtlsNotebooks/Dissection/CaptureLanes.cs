using System.Net;
using DtlsNotebooks.Diagrams;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Dissection;

/// <summary>Turns a capture into lanes.</summary>
public static class CaptureLanes
{
    /// <summary>
    /// The clients of a capture as lanes: waiting until the server answers with more than a cookie, then the
    /// handshake, then
    /// the application data; every datagram is a mark. A client that the server never took up ends in a cross. The
    /// spans are
    /// read off the datagrams, so they show what the network saw, not what the threads did.
    /// </summary>
    /// <param name="capture">What travelled.</param>
    /// <param name="title">What was done, such as "a thread for each client".</param>
    /// <param name="nameOf">
    /// Names a client by its address and port; null for "client 1", "client 2" … in the order of arrival.
    /// </param>
    /// <example><code>new LanesDiagram("Eight clients", one.Capture().Lanes("one thread"), many.Capture().Lanes("a thread each"))</code></example>
    public static LaneGroup Lanes(this Capture capture, string title, Func<IPEndPoint, string>? nameOf = null)
    {
        ArgumentNullException.ThrowIfNull(capture);
        ArgumentNullException.ThrowIfNull(title);
        List<CapturedDatagram> all = [.. capture];
        IReadOnlyList<DissectedDatagram> dissected = DtlsDissector.DissectAll(all);
        TimeSpan start = all.Count == 0 ? TimeSpan.Zero : all[0].Received;
        IEnumerable<IGrouping<IPEndPoint, LaneDatagram>> clients = all.Zip(
                dissected,
                (captured, told) => new LaneDatagram(captured, told, start)
            )
            .GroupBy(datagram => datagram.Captured.Client);
        return new LaneGroup
        {
            Title = title,
            Lanes =
            [
                .. clients.Select(
                    (client, at) => LaneReader.Read(nameOf?.Invoke(client.Key) ?? $"client {at + 1}", [.. client])
                ),
            ],
        };
    }
}
