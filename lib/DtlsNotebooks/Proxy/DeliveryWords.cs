namespace DtlsNotebooks.Proxy;

/// <summary>Says in a few words what became of a datagram.</summary>
internal static class DeliveryWords
{
    /// <summary>What became of it, such as "delivered" or "lost".</summary>
    public static string Of(CapturedDatagram datagram) => string.Join(", ", Parts(datagram, "delivered"));

    /// <summary>The same for a picture, where being delivered goes without saying.</summary>
    public static string Note(CapturedDatagram datagram) => string.Join(", ", Parts(datagram, ""));

    private static IEnumerable<string> Parts(CapturedDatagram datagram, string delivered)
    {
        if (datagram.CopyOf is not null)
            yield return "duplicate";
        if (datagram.IsCorrupted)
            yield return "corrupted";
        string status = datagram.Status switch
        {
            DeliveryStatus.Pending => "still on its way",
            DeliveryStatus.Delivered => datagram.CopyOf is null && !datagram.IsCorrupted ? delivered : "",
            DeliveryStatus.Dropped => "lost",
            DeliveryStatus.TooLarge => "lost: too large",
            DeliveryStatus.QueueFull => "lost: queue full",
            DeliveryStatus.Refused => "refused: nobody listens",
            DeliveryStatus.SendFailed => "lost: not sent",
            _ => "",
        };
        if (status.Length > 0)
            yield return status;
    }
}
