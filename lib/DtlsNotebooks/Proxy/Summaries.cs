namespace DtlsNotebooks.Proxy;

/// <summary>Counts what is in a capture.</summary>
internal static class Summaries
{
    public static CaptureSummary Of(IReadOnlyList<CapturedDatagram> datagrams)
    {
        HashSet<int> overtaken = Overtaking.Of(datagrams);
        return new()
        {
            Total = Count(datagrams, overtaken),
            ToServer = Count(datagrams.Where(datagram => datagram.Direction == Direction.ToServer), overtaken),
            ToClient = Count(datagrams.Where(datagram => datagram.Direction == Direction.ToClient), overtaken),
            Clients = datagrams.Select(datagram => datagram.Client).Distinct().Count(),
            Duration =
                datagrams.Count == 0
                    ? TimeSpan.Zero
                    : datagrams.Max(datagram => datagram.Delivered ?? datagram.Received) - datagrams[0].Received,
        };
    }

    private static DirectionSummary Count(IEnumerable<CapturedDatagram> some, HashSet<int> overtaken)
    {
        CapturedDatagram[] datagrams = [.. some];
        return new()
        {
            Datagrams = datagrams.Length,
            Bytes = datagrams.Sum(datagram => (long)datagram.Payload.Length),
            Delivered = datagrams.Count(datagram => datagram.Status == DeliveryStatus.Delivered),
            Lost = datagrams.Count(datagram => datagram.IsLost),
            Duplicates = datagrams.Count(datagram => datagram.CopyOf is not null),
            Corrupted = datagrams.Count(datagram => datagram.IsCorrupted),
            Overtaken = datagrams.Count(datagram => overtaken.Contains(datagram.Number)),
            Pending = datagrams.Count(datagram => datagram.Status == DeliveryStatus.Pending),
        };
    }
}
