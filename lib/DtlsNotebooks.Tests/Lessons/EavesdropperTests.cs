using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Lessons;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Lessons;

public sealed class EavesdropperTests
{
    [Fact]
    public void The_name_of_the_host_can_be_read_and_what_is_said_only_measured()
    {
        using var authority = CertificateAuthority.Create();
        using var server = new EchoServer(new DtlsContext { Credentials = new(authority.IssueServer()) });
        using var network = new UdpProxy(server.LocalEndPoint);
        var trusting = new DtlsContext { Verifier = new(authority.Certificate) };
        using var session = DtlsSession.ConnectTo(trusting, network.EndPoint);
        foreach (string said in new[] { "no", "certainly" })
        {
            session.WriteText(said);
            session.ReadText();
        }

        var eve = new Eavesdropper(network.Capture());

        Assert.Equal([39, 46], eve.DataSizes(Direction.ToServer));
        Assert.Equal([39, 46], eve.DataSizes(Direction.ToClient));
        Assert.Empty(eve.Find("certainly"));
        Assert.Equal([1, 3, 4], eve.Find("localhost"));
        Assert.Equal("", eve.Alert);
        Assert.Equal(0, eve.AlertDatagram);
        Assert.Throws<ArgumentException>(() => eve.Find(""));
    }

    [Fact]
    public void A_refusal_can_be_read()
    {
        using var ours = CertificateAuthority.Create();
        using var stranger = CertificateAuthority.Create("a stranger");
        using var server = new EchoServer(new DtlsContext { Credentials = new(stranger.IssueServer()) });
        using var network = new UdpProxy(server.LocalEndPoint);
        var trusting = new DtlsContext { Verifier = new(ours.Certificate) };

        Assert.Throws<DtlsException>(() => DtlsSession.ConnectTo(trusting, network.EndPoint));
        Assert.True(network.WaitFor(5));

        var eve = new Eavesdropper(network.Capture());
        Assert.Equal("unknown_ca", eve.Alert);
        Assert.Equal(5, eve.AlertDatagram);
    }
}
