using System.Net;
using DtlsNotebooks.Dissection.Keys;
using DtlsNotebooks.Dissection.Reading;
using DtlsNotebooks.Dissection.Words;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Dissection;

/// <summary>
/// Tells what is in the datagrams of a capture: records, flights, retransmissions; with keys also what was encrypted.
/// </summary>
/// <param name="secrets">The master secrets with which encrypted records are opened; null for none.</param>
/// <param name="other">Describes what is not DTLS; null for a plain description.</param>
public sealed class DtlsDescriber(SessionSecrets? secrets = null, ICaptureDescriber? other = null) : ICaptureDescriber
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException">The list is null.</exception>
    public IReadOnlyList<DatagramDescription> Describe(IReadOnlyList<CapturedDatagram> datagrams)
    {
        ArgumentNullException.ThrowIfNull(datagrams);
        IReadOnlyList<DissectedDatagram> dissected = DtlsDissector.DissectAll(datagrams, secrets);
        IReadOnlyList<DatagramDescription>? plain =
            other is not null && dissected.Any(datagram => !datagram.IsDtls) ? other.Describe(datagrams) : null;
        bool anyDtls = dissected.Any(datagram => datagram.IsDtls);
        var taken = new HashSet<(IPEndPoint, Direction, int, int, ulong)>();
        var descriptions = new List<DatagramDescription>(datagrams.Count);
        for (int at = 0; at < datagrams.Count; at++)
        {
            CapturedDatagram captured = datagrams[at];
            if (dissected[at].IsDtls)
            {
                descriptions.Add(Describe(captured, dissected[at], ThrownAway.Why(captured, dissected[at], taken)));
                continue;
            }
            DatagramDescription stranger = plain?[at] ?? DescribePlain(captured);
            bool stray = anyDtls && captured.Status == DeliveryStatus.Delivered;
            descriptions.Add(stray ? stranger with { ThrownAway = ThrownAway.Stray } : stranger);
        }
        return descriptions;
    }

    private static DatagramDescription Describe(
        CapturedDatagram captured,
        DissectedDatagram dissected,
        string? thrownAway
    ) =>
        new()
        {
            Label = dissected.Label,
            Kind = DatagramParts.KindOf(dissected),
            Parts = DatagramParts.Of(dissected),
            ThrownAway = thrownAway,
            Details = [.. dissected.Facts, .. ChangesOf(captured)],
            // A picture adds "again" to the band of a retransmission itself.
            Band = dissected.Flight is { } flight ? $"flight {flight}" : null,
            Retransmission = dissected.Retransmission,
            SilenceReason = dissected.SilenceReason,
        };

    private static DatagramDescription DescribePlain(CapturedDatagram captured) =>
        new()
        {
            Label = Hex.Text(captured.Payload.Span) ?? (captured.Payload.IsEmpty ? "empty" : "data"),
            Kind = MessageKind.PlainUdp,
            Details =
            [
                $"{FieldReader.Count(captured.Payload.Length)}: {Hex.Short(captured.Payload.Span)}",
                .. ChangesOf(captured),
            ],
        };

    private static IEnumerable<string> ChangesOf(CapturedDatagram captured)
    {
        ReadOnlySpan<byte> sent = captured.Payload.Span;
        ReadOnlySpan<byte> delivered = captured.DeliveredPayload.Span;
        if (captured.Delivered is null || sent.SequenceEqual(delivered))
            return [];
        int at = sent.CommonPrefixLength(delivered);
        return at < Math.Min(sent.Length, delivered.Length)
            ? [$"changed on the way: byte {at} was sent as {sent[at]:x2} and arrived as {delivered[at]:x2}"]
            : [$"changed on the way: {FieldReader.Count(sent.Length)} were sent and {delivered.Length} arrived"];
    }
}
