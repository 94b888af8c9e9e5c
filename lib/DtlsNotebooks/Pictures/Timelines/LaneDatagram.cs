using DtlsNotebooks.Dissection;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>A datagram of one client, as its lane sees it.</summary>
/// <param name="Captured">The datagram.</param>
/// <param name="Dissected">What is in it.</param>
/// <param name="Zero">The time from which the picture counts.</param>
internal sealed record LaneDatagram(CapturedDatagram Captured, DissectedDatagram Dissected, TimeSpan Zero)
{
    /// <summary>When it was sent.</summary>
    public TimeSpan Sent => Captured.Received - Zero;

    /// <summary>When it was seen last: handed on, or sent where it was lost.</summary>
    public TimeSpan Seen => (Captured.Delivered ?? Captured.Received) - Zero;

    /// <summary>When the server had it, or sent it; null for what never reached the server.</summary>
    public TimeSpan? AtServer => FromServer ? Sent : Captured.Delivered - Zero;

    /// <summary>It came from the server.</summary>
    public bool FromServer => Captured.Direction == Direction.ToClient;

    /// <summary>It is the server's cookie, for which a server keeps nothing (RFC 6347, section 4.2.1).</summary>
    public bool IsCookie => Has(MessageType.HelloVerifyRequest);

    /// <summary>It carries a part of the handshake, encrypted or not.</summary>
    public bool IsHandshake =>
        Dissected.Records.Any(record =>
            record.Type is RecordType.Handshake or RecordType.ChangeCipherSpec or RecordType.Ack
        );

    /// <summary>It carries what an application sent: in DTLS, or as it is.</summary>
    public bool IsData =>
        !Dissected.IsDtls || Dissected.Records.Any(record => record.Type == RecordType.ApplicationData);

    /// <summary>It is an alert: a goodbye, as a rule.</summary>
    public bool IsAlert => Dissected.Records.Count > 0 && Dissected.Records[0].Type == RecordType.Alert;

    /// <summary>Its mark.</summary>
    public LaneMark Mark =>
        new(Sent, Captured.Direction, Dissected.IsDtls ? Dissected.Label : $"{Captured.Payload.Length} bytes")
        {
            Lost = Captured.IsLost,
        };

    private bool Has(MessageType type) =>
        Dissected.Records.Any(record => record.Fragments.Any(fragment => fragment.Type == type));
}
