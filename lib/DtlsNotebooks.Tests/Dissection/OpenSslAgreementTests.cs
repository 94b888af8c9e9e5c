using System.Text;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Dissection.Extensions;
using DtlsNotebooks.Dissection.Messages;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>Handshakes of a foreign stack, read without a fault, with tshark agreeing.</summary>
public sealed class OpenSslAgreementTests
{
    [Fact]
    public void With_a_cookie_and_an_EC_certificate() =>
        Check(OpenSslHandshake.Make("EC", TestIdentity.Ec, ["-listen"], ["-alpn", "coap", "-servername", "localhost"]));

    [Fact]
    public void With_an_RSA_certificate_a_CBC_suite_and_a_client_certificate() =>
        Check(
            OpenSslHandshake.Make(
                "RSA",
                TestIdentity.Rsa,
                ["-Verify", "1", "-listen"],
                ["-cipher", "ECDHE-RSA-AES128-SHA256"]
            )
        );

    [Fact]
    public void With_RSA_key_exchange_and_CCM() =>
        Check(
            OpenSslHandshake.Make(
                "RSA CCM",
                TestIdentity.Rsa,
                ["-cipher", "ALL:@SECLEVEL=0"],
                ["-cipher", "AES256-CCM8:@SECLEVEL=0"]
            )
        );

    [Fact]
    public void With_small_datagrams() =>
        Check(OpenSslHandshake.Make("small", TestIdentity.Ec, ["-mtu", "300"], ["-mtu", "300"]));

    [Fact]
    public void With_a_session_ticket_used_for_a_second_connection()
    {
        IReadOnlyList<DissectedDatagram> dissected = Check(
            OpenSslHandshake.Make(
                "ticket",
                TestIdentity.Ec,
                ["-listen"],
                ["-sess_out", "FOLDER/session.pem"],
                ["-sess_in", "FOLDER/session.pem"]
            ),
            connections: 2
        );
        Assert.Contains(
            dissected,
            datagram =>
                datagram is { Handshake: 1, Flight: 6 }
                && datagram.Records.Any(record =>
                    record.Messages.Any(message => message.Body is NewSessionTicketMessage { Ticket.IsEmpty: false })
                )
        );
        var second = dissected.Where(datagram => datagram.Handshake == 2).ToList();
        Assert.Contains(
            second.SelectMany(datagram => datagram.Records).SelectMany(record => record.Messages),
            message =>
                message.Body is ClientHelloMessage hello
                && hello.Extensions.Get<SessionTicketExtension>() is { Ticket.IsEmpty: false }
        );
        Assert.Equal([1, 2, 3, 4, 5], second.Select(datagram => datagram.Flight).OfType<int>().Distinct());
    }

    [Fact]
    public void A_ClientHello_of_this_library_gets_a_cookie_and_with_the_cookie_an_answer()
    {
        (byte[] First, byte[] Second) answers = OpenSslQuestion.Ask(hello => hello.ToDatagram());
        HelloVerifyRequestMessage request = Assert.IsType<HelloVerifyRequestMessage>(
            Assert.Single(DtlsDissector.DissectOne(answers.First).Records[0].Messages).Body
        );
        Assert.NotEmpty(request.Cookie.ToArray());
        HandshakeMessage answer = Assert.Single(
            DtlsDissector.DissectOne(answers.Second).Records[0].Messages,
            message => message.Type == MessageType.ServerHello
        );
        Assert.Equal(
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            Assert.IsType<ServerHelloMessage>(answer.Body).CipherSuite.Name
        );
    }

    private static IReadOnlyList<DissectedDatagram> Check(RecordedHandshake handshake, int connections = 1)
    {
        IReadOnlyList<DissectedDatagram> closed = handshake.Dissect();
        IReadOnlyList<DissectedDatagram> open = handshake.Dissect(withKeys: true);
        foreach (DissectedDatagram? datagram in closed.Concat(open))
        {
            Assert.Empty(datagram.Problems);
            Assert.Null(Partition.Flaw(datagram.Fields, datagram.Bytes.Length));
            Assert.All(
                datagram.Records.SelectMany(record => record.Messages),
                message => Assert.Equal(message.Bytes.ToArray(), message.Body!.ToArray())
            );
        }

        var data = open.SelectMany(datagram => datagram.Records)
            .Where(record => record.ApplicationData is not null)
            .Select(record => Encoding.UTF8.GetString(record.ApplicationData!.Value.Span))
            .ToList();
        Assert.True(data.Count >= connections);
        Assert.All(data, text => Assert.Equal(OpenSslHandshake.Line + "\n", text));
        TsharkAgreement.Check([handshake], withKeys: false);
        TsharkAgreement.Check([handshake], withKeys: true);
        return open;
    }
}
