using System.Net;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Dissection.Keys;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>A handshake that a test made, with the key log that opens it.</summary>
public sealed record RecordedHandshake(string Name, IReadOnlyList<RecordedDatagram> Datagrams, string KeyLog)
{
    public static IPEndPoint Client { get; } = new(IPAddress.Loopback, 40000);

    public static IPEndPoint Server { get; } = new(IPAddress.Loopback, 11111);

    public SessionSecrets Secrets => SessionSecrets.Parse(KeyLog);

    public IReadOnlyList<CapturedDatagram> Capture => CaptureFor(Client);

    public IReadOnlyList<DissectedDatagram> Dissect(bool withKeys = false) =>
        DtlsDissector.DissectAll(Capture, withKeys ? Secrets : null);

    public IReadOnlyList<CapturedDatagram> CaptureFor(IPEndPoint client) =>
        [
            .. Datagrams.Select(
                (datagram, at) =>
                    new CapturedDatagram
                    {
                        Number = at + 1,
                        Direction = datagram.Direction,
                        Client = client,
                        Server = Server,
                        Received = datagram.Time,
                        Delivered = datagram.Dropped ? null : datagram.Time,
                        Payload = datagram.Bytes,
                        DeliveredPayload = datagram.Bytes,
                        Status = datagram.Dropped ? DeliveryStatus.Dropped : DeliveryStatus.Delivered,
                    }
            ),
        ];

    public override string ToString() => Name;
}
