using System.Net;
using System.Text;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Proxy;

/// <summary>Captures written by hand.</summary>
internal static class Captures
{
    public static readonly DateTimeOffset Started = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    public static readonly IPEndPoint Server = new(IPAddress.Loopback, 11111);

    public static IPEndPoint Client(int index) => new(IPAddress.Loopback, 40000 + index);

    public static CapturedDatagram Datagram(
        int number,
        Direction direction,
        string payload,
        DeliveryStatus status = DeliveryStatus.Delivered,
        int client = 1,
        double at = 0,
        double? took = 0.1
    ) =>
        new()
        {
            Number = number,
            Direction = direction,
            Client = Client(client),
            Server = Server,
            Received = TimeSpan.FromMilliseconds(5 + at),
            Delivered = took is null ? null : TimeSpan.FromMilliseconds(5 + at + took.Value),
            Payload = Encoding.UTF8.GetBytes(payload),
            DeliveredPayload = Encoding.UTF8.GetBytes(payload),
            Status = status,
        };

    /// <summary>A request that is lost, one that arrives twice, and its reply, in which a bit is turned.</summary>
    public static Capture Eventful()
    {
        CapturedDatagram sent = Datagram(2, Direction.ToServer, "hello", at: 500);
        return new(
            [
                Datagram(1, Direction.ToServer, "hello", DeliveryStatus.Dropped, took: null),
                sent,
                sent with
                {
                    Number = 3,
                    CopyOf = 2,
                    Delivered = sent.Delivered + TimeSpan.FromMilliseconds(1),
                },
                Datagram(4, Direction.ToClient, "I hear you", at: 503) with
                {
                    DeliveredPayload = "I hear yov"u8.ToArray(),
                },
            ],
            Started
        );
    }
}
