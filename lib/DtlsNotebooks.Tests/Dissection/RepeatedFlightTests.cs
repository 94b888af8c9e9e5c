using System.Net;
using DtlsNotebooks.Dissection.Messages;
using DtlsNotebooks.Pictures;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>How a capture tells a flight that was sent more than one time.</summary>
public sealed class RepeatedFlightTests
{
    [Fact]
    public void A_flight_keeps_its_name_and_the_picture_says_again_one_time()
    {
        var hello = ClientHelloMessage.Typical();
        var capture = new Capture([Datagram(1, hello, 0), Datagram(2, hello, 1), Datagram(3, hello, 2)]);

        string text = capture.AsDtls().Ladder("A client that nobody answers").ToText();

        Assert.All(capture.AsDtls().Ladder().Messages, message => Assert.Equal("flight 1", message.Band));
        Assert.Contains("flight 1 again", text, StringComparison.Ordinal);
        Assert.DoesNotContain("again again", text, StringComparison.Ordinal);
    }

    private static CapturedDatagram Datagram(int number, ClientHelloMessage hello, ulong record) =>
        new()
        {
            Number = number,
            Direction = Direction.ToServer,
            Client = new IPEndPoint(IPAddress.Loopback, 50_000),
            Server = new IPEndPoint(IPAddress.Loopback, 11_111),
            Received = TimeSpan.FromSeconds(number),
            Delivered = TimeSpan.FromSeconds(number),
            Payload = hello.ToDatagram(recordSequence: record),
            DeliveredPayload = hello.ToDatagram(recordSequence: record),
            Status = DeliveryStatus.Delivered,
        };
}
