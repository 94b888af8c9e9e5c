using DtlsNotebooks.Dissection;
using DtlsNotebooks.Dissection.Computing;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Pictures.Conversations;

/// <summary>One datagram of a conversation with all that is known of it.</summary>
/// <param name="Captured">As the network saw it.</param>
/// <param name="Dissected">As its bytes say.</param>
/// <param name="Described">As its neighbours explain it: flight, repetition, refusal.</param>
/// <param name="Client">The client's name.</param>
/// <param name="Values">What was computed for it.</param>
internal sealed record ConversationPart(
    CapturedDatagram Captured,
    DissectedDatagram Dissected,
    DatagramDescription Described,
    string Client,
    IReadOnlyList<ComputedValue> Values
)
{
    /// <summary>When it was sent, counted from the first datagram, as a ladder counts.</summary>
    public TimeSpan Sent { get; init; }

    /// <summary>How long nothing was sent before it and why, where that is worth a word; empty where not.</summary>
    public string Silence { get; init; } = "";
}
