using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Dissection.Flights;

/// <summary>One datagram of a conversation, as captured and as dissected.</summary>
internal sealed record ConversationStep(CapturedDatagram Captured, DissectedDatagram Dissected)
{
    /// <summary>The network made it from another one: its sender sent it once.</summary>
    public bool IsCopy => Captured.CopyOf is not null;

    public bool Arrived => Captured.Status is DeliveryStatus.Delivered or DeliveryStatus.Pending;
}
