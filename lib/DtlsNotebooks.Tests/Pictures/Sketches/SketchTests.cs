using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Pictures;
using DtlsNotebooks.Pictures.ByteMaps;
using DtlsNotebooks.Pictures.Sketches;
using DtlsNotebooks.Proxy;
using DtlsNotebooks.Tests.Dissection;
using DtlsNotebooks.Tests.Dtls;
using DtlsNotebooks.Udp;

namespace DtlsNotebooks.Tests.Pictures.Sketches;

public class SketchTests
{
    private static Capture Of(string name) => new(Handshakes.Get(name).Capture);

    [Fact]
    public void Layers_add_up_to_what_travels()
    {
        RecordedHandshake handshake = Handshakes.Get("EC, cookie");
        CapturedDatagram data = handshake.Capture.First(datagram => datagram.Payload.Span[0] == 23);

        Sketch sketch = Of("EC, cookie").Layers(data.Number, handshake.KeyLog);

        int text = data.Payload.Length - 13 - 8 - 16;
        Assert.Equal(
            $"{text} bytes of content travel in {data.Payload.Length + 28}: the IPv4 header adds 20, the UDP header adds 8, "
                + "the record header adds 13, encryption (nonce and tag) adds 24.",
            sketch.Sentence
        );
        Assert.Contains(sketch.Sentence, WebUtility.HtmlDecode(sketch.ToHtml()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", 12)]
    [InlineData("::1", 40)]
    public void The_pseudo_header_and_the_datagram_add_up_to_ones(string address, int size)
    {
        var here = IPAddress.Parse(address);
        var datagram = UdpDatagram.For(new IPEndPoint(here, 5000), new IPEndPoint(here, 5001), "hello"u8.ToArray());

        ByteMap map = datagram.PseudoHeaderMap(here, here);

        Assert.Contains($"pseudo-header {size}, UDP header 8, data 5", map.Sentence, StringComparison.Ordinal);
        Assert.Equal(size, map.Fields[0].Length);
        Assert.Equal(size, map.Fields[0].Children.Sum(field => field.Length));
        int sum = 0;
        for (int at = 0; at < map.Bytes.Length; at++)
            sum += map.Bytes.Span[at] << (at % 2 == 0 ? 8 : 0);
        while (sum > 0xFFFF)
            sum = (sum & 0xFFFF) + (sum >> 16);
        Assert.Equal(0xFFFF, sum);
    }

    [Fact]
    public void A_replay_window_refuses_what_came_before_and_what_is_too_old()
    {
        string[] lines = ReplaySketch.Of([0, 1, 5, 3, 1, 70, 4, 69], 64).Text.Split('\n');

        Assert.Equal(
            [true, true, true, true, false, true, false, true],
            lines.Select(line => line.EndsWith("✓ taken", StringComparison.Ordinal))
        );
        Assert.EndsWith("✗ refused: it came before", lines[4], StringComparison.Ordinal);
        Assert.EndsWith("✗ refused: it is older than the window", lines[6], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EC, cookie", "client", 3, 0)]
    [InlineData("EC, cookie", "server", 3, 0)]
    [InlineData("ClientHello lost", "client", 3, 1)]
    public void The_state_machine_goes_the_way_that_the_capture_tells(string name, string side, int flights, int timers)
    {
        Sketch sketch = Of(name).StateMachine(side == "client" ? Direction.ToServer : Direction.ToClient);

        Assert.Equal(
            $"The {side} sent {flights} flights, its timer {(timers == 1 ? "ran out once" : "never ran out")}, and it reached "
                + "FINISHED.",
            sketch.Sentence
        );
        Assert.Contains($"WAITING → SENDING: timer ran out, {timers} times", sketch.ToText(), StringComparison.Ordinal);
        Assert.Contains("class=\"dtls-lit\"", sketch.ToHtml(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("good", "")]
    [InlineData("through a middle", "")]
    [InlineData("no name asked", "")]
    [InlineData(
        "stranger",
        "signature: by CN=another authority, O=DTLS Notebooks, whom this side does not know|no path leads here"
    )]
    [InlineData("stranger with issuer", "signature: its own, and this side does not trust it|no path leads here")]
    [InlineData(
        "impostor",
        "signature: names CN=test authority, O=DTLS Notebooks, but is not by that key|no path leads here"
    )]
    [InlineData("wrong name", "name: localhost was wanted, and it is for www.example.com")]
    [InlineData("expired", "time: it has run out, ")]
    [InlineData("client's", "use: it is not made to prove the server")]
    [InlineData("middle that may not sign", "use: it may not sign certificates")]
    [InlineData("middle too many", "use: it may sign certificates, but not those of other authorities")]
    public void A_chain_shows_each_check_and_refuses_where_the_verifier_does(string what, string faults)
    {
        (byte[][] chain, CertificateVerifier verifier) = Chain(what);
        string? host = what == "no name asked" ? null : "localhost";

        Sketch sketch = ChainSketch.Of(
            [.. chain.Select(der => (ReadOnlyMemory<byte>)der)],
            verifier,
            CertificatePurpose.Server,
            host
        );

        string[] bad =
        [
            .. sketch
                .Text.Split('\n')
                .Select(line => line.Trim())
                .Where(line => line.StartsWith("✗ ", StringComparison.Ordinal)),
        ];
        string[] expected = faults.Split('|', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            expected.Order(),
            bad.Where(line => line != "✗ leads nowhere")
                .Select(line => line[2..])
                .Select(line =>
                    expected.FirstOrDefault(start => line.StartsWith(start, StringComparison.Ordinal)) ?? line
                )
                .Order()
        );
        Assert.StartsWith(
            expected.Length == 0 ? "Accepted: from " : "Refused: ",
            sketch.Sentence,
            StringComparison.Ordinal
        );
        Assert.Equal(expected.Length == 0, sketch.ToHtml().Contains("✓ accepted", StringComparison.Ordinal));
        Assert.Equal(
            sketch.Text.Contains("✗ leads nowhere", StringComparison.Ordinal) ? 0 : 1,
            sketch.ToHtml().Split("dtls-chain-anchor\"").Length - 1
        );
    }

    [Fact]
    public void The_chain_of_a_capture_is_the_one_that_its_server_showed()
    {
        using var trusted = X509Certificate2.CreateFromPem(TestIdentity.Ec.CertificatePem);

        Sketch sketch = Of("EC, cookie").CertificateChain(new CertificateVerifier(trusted));

        Assert.Contains(trusted.Subject, sketch.Text, StringComparison.Ordinal);
        Assert.Contains("– name: nobody asked for one", sketch.Text, StringComparison.Ordinal);
        Assert.Contains(
            "The server shows no certificate in this capture",
            Assert
                .Throws<InvalidOperationException>(() => Of("EC, cookie").Take(2).CertificateChain(LessonPki.Verifier))
                .Message,
            StringComparison.Ordinal
        );
    }

    private static (byte[][] Chain, CertificateVerifier Verifier) Chain(string what)
    {
        switch (what)
        {
            case "stranger":
                return Trusted(LessonPki.Stranger.IssueServer().RawData);
            case "stranger with issuer":
                return Trusted(LessonPki.Stranger.IssueServer().RawData, LessonPki.Stranger.Certificate.RawData);
            case "impostor":
                return Trusted(CertificateAuthority.Create("test authority").IssueServer().RawData);
            case "wrong name":
                return Trusted(LessonPki.Authority.IssueWrongNameServer().RawData);
            case "expired":
                return Trusted(LessonPki.Authority.IssueExpiredServer().RawData);
            case "client's":
                return Trusted(LessonPki.Authority.IssueClient().RawData);
            case "through a middle" or "middle that may not sign":
                using (X509Certificate2 root = Authority("a root", null, maySign: true))
                    return (Through(root, what == "through a middle"), new CertificateVerifier(root));
            case "middle too many":
                return Trusted(Through(LessonPki.Authority.Certificate, maySign: true));
            default:
                return Trusted(LessonPki.Authority.IssueServer().RawData);
        }
    }

    private static (byte[][] Chain, CertificateVerifier Verifier) Trusted(params byte[][] chain) =>
        (chain, LessonPki.Verifier);

    private static byte[][] Through(X509Certificate2 root, bool maySign)
    {
        using X509Certificate2 middle = Authority("in between", root, maySign);
        using var authority = new CertificateAuthority(middle);
        return [authority.IssueServer().RawData, middle.RawData];
    }

    private static X509Certificate2 Authority(string name, X509Certificate2? issuer, bool maySign)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(maySign, false, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, true)
        );
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        if (issuer is null)
            return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(40));
        using X509Certificate2 signed = request.Create(issuer, issuer.NotBefore, issuer.NotAfter, [1, 2, 3, 4]);
        return signed.CopyWithPrivateKey(key);
    }
}
