using System.Globalization;
using DtlsNotebooks.Udp;

namespace DtlsNotebooks.Proxy;

/// <summary>Describes datagrams that no protocol claims: their payload as text where it is text, else in hex.</summary>
public sealed class PlainUdpDescriber : ICaptureDescriber
{
    /// <inheritdoc/>
    public IReadOnlyList<DatagramDescription> Describe(IReadOnlyList<CapturedDatagram> datagrams)
    {
        ArgumentNullException.ThrowIfNull(datagrams);
        return [.. datagrams.Select(Describe)];
    }

    private static DatagramDescription Describe(CapturedDatagram datagram) =>
        new()
        {
            Label = PayloadPreview.Of(datagram.Payload.Span),
            Kind = MessageKind.PlainUdp,
            Details = Details(datagram),
        };

    private static List<string> Details(CapturedDatagram datagram)
    {
        List<string> details =
        [
            $"Datagram {datagram.Number}: {datagram.Source} → {datagram.Destination}",
            $"Payload: {datagram.Payload.Length} bytes",
        ];
        if (!datagram.Payload.IsEmpty)
            details.Add($"Text or hex: {PayloadPreview.Of(datagram.Payload.Span, 96)}");
        if (datagram.IsCorrupted)
            details.Add($"Arrived as: {PayloadPreview.Of(datagram.DeliveredPayload.Span, 96)}");
        if (datagram.Delivered is { } delivered)
        {
            details.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"In the network: {(delivered - datagram.Received).TotalMilliseconds:0.000} ms"
                )
            );
        }

        details.Add($"Status: {DeliveryWords.Of(datagram)}");
        return details;
    }
}
