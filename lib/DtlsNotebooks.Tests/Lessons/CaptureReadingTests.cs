using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Lessons;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Lessons;

public sealed class CaptureReadingTests
{
    [Fact]
    public void A_full_and_a_resumed_visit_read_as_what_they_are()
    {
        using var authority = CertificateAuthority.Create();
        using var server = GreetingServer.Beside(
            new DtlsContext { Credentials = new(authority.IssueServer()), SessionCache = new SessionCache() }
        );
        var context = new DtlsContext { Verifier = new CertificateVerifier(authority.Certificate), KeepKeyLog = true };

        (Capture full, SavedSession saved, string keyLog) = Visit(context, server, null);
        (Capture resumed, _, _) = Visit(context, server, saved);

        Assert.Equal((6, 5), (full.HandshakeOnly().Count, resumed.HandshakeOnly().Count));
        Assert.Equal(("client", "server"), (full.FirstToFinish(), resumed.FirstToFinish()));
        Assert.Equal("", full.SessionId(1));
        Assert.Equal(saved.SessionId, full.SessionId(4));
        Assert.Equal(saved.SessionId, resumed.SessionId(1));
        Assert.Equal(64, full.HelloRandom(1).Length);
        Assert.Equal("", full.HelloRandom(2));
        Assert.Equal(["Who am I?", GreetingServer.Stranger], full.TextsOpenedBy(keyLog));
        Assert.Empty(resumed.TextsOpenedBy(keyLog));
        Assert.Empty(full.TextsOpenedWithKeyBlock(new byte[64]));
        Assert.Throws<ArgumentException>(() => full.TextsOpenedWithKeyBlock(new byte[3]));
        Assert.Throws<ArgumentException>(() => full.Take(2).TextsOpenedWithKeyBlock(new byte[64]));
    }

    private static (Capture Seen, SavedSession Saved, string KeyLog) Visit(
        DtlsContext context,
        GreetingServer server,
        SavedSession? offer
    )
    {
        using var network = new UdpProxy(server.LocalEndPoint);
        SavedSession saved;
        string keyLog;
        using (var session = DtlsSession.ConnectTo(context, network.EndPoint, "localhost", offer))
        {
            session.WriteText("Who am I?");
            Assert.Equal(offer is null ? GreetingServer.Stranger : GreetingServer.Acquaintance, session.ReadText());
            saved = session.Save()!;
            keyLog = session.KeyLogLine!;
        }

        network.WaitForQuiet();
        return (network.Capture(), saved, keyLog);
    }
}
