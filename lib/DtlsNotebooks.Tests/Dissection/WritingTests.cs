using DtlsNotebooks.Dissection;
using DtlsNotebooks.Dissection.Extensions;
using DtlsNotebooks.Dissection.Messages;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>What is written is read back as it was.</summary>
public sealed class WritingTests
{
    public static IEnumerable<TheoryDataRow<HandshakeBody>> Bodies =>
        [
            new(Hello),
            new(
                Hello with
                {
                    Extensions = HelloExtensions.None,
                    Version = DtlsVersion.Dtls10,
                    SessionId = Count(32),
                    Cookie = Count(255),
                }
            ),
            new(new HelloVerifyRequestMessage { Cookie = Count(20) }),
            new(
                new ServerHelloMessage
                {
                    Random = Count(32),
                    CipherSuite = new SuiteId(0xC02B),
                    SessionId = Count(32),
                    Extensions = new([
                        new SupportedVersionsExtension([DtlsVersion.Dtls13], chosen: true),
                        new KeyShareExtension([new(new GroupId(29), Count(32))], chosen: true),
                    ]),
                }
            ),
            new(new NewSessionTicketMessage { LifetimeHint = TimeSpan.FromSeconds(7200), Ticket = Count(160) }),
            new(new HelloRequestMessage()),
            new(new ServerHelloDoneMessage()),
            new(new CertificateMessage { Certificates = [] }),
            new(new CertificateMessage { Certificates = [ChainCertificate.Parse(TestIdentity.Ec.CertificateDer)] }),
            new(
                new ServerKeyExchangeMessage
                {
                    Group = new GroupId(29),
                    Point = Count(32),
                    Signature = new(new SignatureSchemeId(0x0403), Count(71)),
                }
            ),
            new(
                new CertificateRequestMessage
                {
                    CertificateTypes = Count(2),
                    SignatureAlgorithms = [new(0x0403), new(0x0804)],
                    CertificateAuthorities = [],
                }
            ),
            new(new CertificateVerifyMessage { Signature = new(new SignatureSchemeId(0x0804), Count(256)) }),
            new(new ClientKeyExchangeMessage { Point = Count(65) }),
            new(new FinishedMessage { VerifyData = Count(12) }),
            new(new OpaqueMessage((MessageType)99, Count(5))),
        ];

    private static ClientHelloMessage Hello =>
        new()
        {
            Random = Count(32),
            CipherSuites = [SuiteId.Named("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"), SuiteId.EmptyRenegotiationInfo],
            Cookie = Count(32),
            Extensions = new([
                new ServerNameExtension("localhost"),
                new MaxFragmentLengthExtension(2),
                new StatusRequestExtension(default, default),
                new SupportedGroupsExtension([new(29), new(23)]),
                new EcPointFormatsExtension([0]),
                new SignatureAlgorithmsExtension([new(0x0403)]),
                new SignatureAlgorithmsExtension([new(0x0804)], forCertificates: true),
                new UseSrtpExtension([1, 7], default),
                new HeartbeatModeExtension(1),
                new AlpnExtension(["coap", "h2"]),
                new EncryptThenMacExtension(),
                new ExtendedMasterSecretExtension(),
                new RecordSizeLimitExtension(1024),
                new SessionTicketExtension(Count(9)),
                new SupportedVersionsExtension([DtlsVersion.Dtls13, DtlsVersion.Dtls12]),
                new CookieExtension(Count(7)),
                new KeyShareExtension([new(new GroupId(29), Count(32))]),
                new ConnectionIdExtension(Count(4)),
                new RenegotiationInfoExtension(default),
                new OpaqueExtension(new ExtensionId(0x1234), Count(3)),
            ]),
        };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void A_message_is_read_back_as_it_was_written(HandshakeBody body)
    {
        byte[] bytes = body.ToArray();
        Dissected<HandshakeBody> parsed = HandshakeBody.Parse(body.Type, bytes);
        Assert.Empty(parsed.Problems);
        Assert.Null(Partition.Flaw(parsed.Fields, bytes.Length));
        Assert.Equal(body.GetType(), parsed.Value?.GetType());
        Assert.Equal(bytes, parsed.Value!.ToArray());
        Assert.Equal(body.Facts, parsed.Value.Facts);
        Assert.Equal(body.Label, parsed.Value.Label);
    }

    [Fact]
    public void Every_extension_is_read_back_in_its_own_type()
    {
        ClientHelloMessage parsed = ClientHelloMessage.Parse(Hello.ToArray()).Value!;
        Assert.Equal(
            Hello.Extensions.Select(extension => extension.GetType()),
            parsed.Extensions.Select(extension => extension.GetType())
        );
        Assert.Equal("localhost", parsed.Extensions.Get<ServerNameExtension>()?.HostName);
        Assert.Equal(["coap", "h2"], parsed.Extensions.Get<AlpnExtension>()!.Protocols);
        Assert.Equal(1024, parsed.Extensions.Get<MaxFragmentLengthExtension>()?.Bytes);
    }

    [Fact]
    public void A_hello_in_a_datagram_is_a_record_of_epoch_0_with_one_message()
    {
        DissectedDatagram datagram = DtlsDissector.DissectOne(
            Hello.ToDatagram(messageSequence: 1, recordSequence: 0xABCDEF012345)
        );
        DissectedRecord record = Assert.Single(datagram.Records);
        Assert.Equal(
            (RecordType.Handshake, 0, 0xABCDEF012345ul),
            (record.Record.Type, record.Record.Epoch, record.Record.SequenceNumber)
        );
        Assert.Equal("ClientHello + cookie", datagram.Label);
        Assert.Equal(1, Assert.Single(record.Fragments).MessageSequence);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(10_000)]
    public void A_message_in_parts_is_put_together_in_any_order(int most)
    {
        IReadOnlyList<HandshakeFragment> parts = HandshakeFragment.Whole(Hello, 0).Split(most);
        var dissector = new DtlsDissector();
        DissectedDatagram? last = null;
        int messages = 0;
        foreach ((HandshakeFragment? part, int at) in parts.Reverse().Select((part, at) => (part, at)))
        {
            last = dissector.Dissect(
                global::DtlsNotebooks.Proxy.Direction.ToServer,
                part.ToRecord((ulong)at).ToArray()
            );
            messages += last.Records[0].Messages.Count;
        }

        Assert.Equal(1, messages);
        Assert.Equal(Hello.ToArray(), last!.Records[0].Messages[0].Bytes.ToArray());
    }

    [Theory]
    [InlineData(RecordForm.Plain)]
    [InlineData(RecordForm.ConnectionId)]
    public void A_record_is_read_back_as_it_was_written(RecordForm form)
    {
        var record = new DtlsRecord
        {
            Form = form,
            Type = form == RecordForm.Plain ? RecordType.ApplicationData : RecordType.Tls12Cid,
            Epoch = 3,
            SequenceNumber = 99,
            ConnectionId = form == RecordForm.Plain ? default : Count(4),
            Fragment = Count(40),
        };
        Dissected<DtlsRecord> parsed = DtlsRecord.Parse(record.ToArray(), connectionIdLength: 4);
        Assert.True(parsed.IsSound);
        Assert.Equal(record.ToArray(), parsed.Value!.ToArray());
        Assert.Equal(record.ToString(), parsed.Value.ToString());
    }

    [Fact]
    public void A_field_that_is_too_long_for_its_length_is_refused()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() =>
            (Hello with { Cookie = Count(256) }).ToArray()
        );
        Assert.Equal("256 bytes do not fit into a vector of at most 255 bytes. Make the field shorter.", error.Message);
    }

    private static byte[] Count(int length) => [.. Enumerable.Range(1, length).Select(at => (byte)at)];
}
