using System.Net;

namespace DtlsNotebooks.Proxy;

/// <summary>Finds the datagrams that a later one of the same client and direction overtook.</summary>
internal static class Overtaking
{
    /// <summary>The numbers of the overtaken datagrams.</summary>
    /// <param name="datagrams">The datagrams in the order in which they were sent.</param>
    public static HashSet<int> Of(IReadOnlyList<CapturedDatagram> datagrams)
    {
        HashSet<int> overtaken = [];
        Dictionary<(IPEndPoint, Direction), TimeSpan> earliestLater = [];
        for (int i = datagrams.Count - 1; i >= 0; i--)
        {
            CapturedDatagram datagram = datagrams[i];
            // A copy is no datagram of its own that could keep or break the order.
            if (datagram.Delivered is not { } delivered || datagram.CopyOf is not null)
                continue;
            (IPEndPoint, Direction) way = (datagram.Client, datagram.Direction);
            bool hasLater = earliestLater.TryGetValue(way, out TimeSpan earliest);
            if (hasLater && earliest < delivered)
                overtaken.Add(datagram.Number);
            else
                earliestLater[way] = delivered;
        }

        return overtaken;
    }
}
