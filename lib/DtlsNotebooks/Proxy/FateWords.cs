namespace DtlsNotebooks.Proxy;

/// <summary>Says in a few words what became of a datagram.</summary>
internal static class FateWords
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
        string fate = datagram.Fate switch
        {
            Fate.Pending => "still on its way",
            Fate.Delivered => datagram.CopyOf is null && !datagram.IsCorrupted ? delivered : "",
            Fate.Dropped => "lost",
            Fate.TooLarge => "lost: too large",
            Fate.QueueFull => "lost: queue full",
            Fate.Refused => "refused: nobody listens",
            Fate.SendFailed => "lost: not sent",
            _ => "",
        };
        if (fate.Length > 0)
            yield return fate;
    }
}
