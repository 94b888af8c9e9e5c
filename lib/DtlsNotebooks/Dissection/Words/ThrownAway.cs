using System.Net;
using DtlsNotebooks.Dissection.Keys;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Dissection.Words;

/// <summary>
/// Why a receiver throws away what arrived, as far as the datagrams themselves tell (RFC 6347, sections 4.1.2.6 and
/// 4.1.2.7).
/// </summary>
internal static class ThrownAway
{
    /// <summary>A stranger's datagram at a DTLS endpoint.</summary>
    public const string Stray = "stray: it is no DTLS record";

    private const string Replay = "replay: its number came before";
    private const string WrongTag = "its tag is wrong";
    private const string PartlyWrongTag = "the tag of one record is wrong";

    /// <summary>The reason; null for a datagram that was taken, was lost, or of which nothing is known.</summary>
    /// <param name="captured">The datagram as the network saw it.</param>
    /// <param name="dissected">The same, laid open.</param>
    /// <param name="taken">The numbers of encrypted records that were taken before; those of this one are added.</param>
    /// <remarks>
    /// What is not encrypted may come twice under one number and still be taken: an answer without state repeats the
    /// number it was asked with (RFC 6347, section 4.2.1).
    /// </remarks>
    public static string? Why(
        CapturedDatagram captured,
        DissectedDatagram dissected,
        HashSet<(IPEndPoint, Direction, int, int, ulong)> taken
    )
    {
        if (captured.Status != DeliveryStatus.Delivered)
            return null;
        int broken = dissected.Records.Count(record => IsBroken(captured, record));
        if (broken > 0)
            return broken == dissected.Records.Count ? WrongTag : PartlyWrongTag;
        int replayed = dissected.Records.Count(record =>
            record.Record is { IsEncrypted: true, Form: RecordForm.Plain }
            && !taken.Add(
                (
                    captured.Client,
                    captured.Direction,
                    dissected.Handshake,
                    record.Record.Epoch,
                    record.Record.SequenceNumber
                )
            )
        );
        return replayed > 0 && replayed == dissected.Records.Count ? Replay : null;
    }

    private static bool IsBroken(CapturedDatagram captured, DissectedRecord record) =>
        record.Record.IsEncrypted
        && record.Record.Form == RecordForm.Plain
        && (record.NotOpened == RecordOpener.Forged || WasChanged(captured, record));

    // Header and content are both under the tag (RFC 5246, section 6.2.3.3).
    private static bool WasChanged(CapturedDatagram captured, DissectedRecord record)
    {
        int end = Math.Min(record.Offset + DtlsRecord.HeaderLength + record.Record.Length, captured.Payload.Length);
        ReadOnlySpan<byte> delivered = captured.DeliveredPayload.Span;
        return end > delivered.Length
            || !captured.Payload.Span[record.Offset..end].SequenceEqual(delivered[record.Offset..end]);
    }
}
