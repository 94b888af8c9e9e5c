using System.Text;
using DtlsNotebooks.Proxy;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>Makes real handshakes with BouncyCastle over transports in memory, and an echo after each.</summary>
internal static class HandshakeMaker
{
    public const string Question = "hello, dtls";
    public const string Answer = "I hear you";

    public static RecordedHandshake Make(HandshakeScenario scenario)
    {
        var link = new MemoryLink(scenario.Drops);
        var log = new StringBuilder();
        (TlsSession? ofClient, TlsSession? ofServer) = Run(scenario, link, log, null, null);
        if (scenario.Resume)
            Run(scenario, link, log, ofClient, ofServer);
        return new RecordedHandshake(scenario.Name, link.Recorded, log.ToString());
    }

    private static (TlsSession? OfClient, TlsSession? OfServer) Run(
        HandshakeScenario scenario,
        MemoryLink link,
        StringBuilder log,
        TlsSession? ofClient,
        TlsSession? ofServer
    )
    {
        var crypto = new BcTlsCrypto(new SecureRandom());
        TlsClient client = scenario.Psk
            ? (TlsClient)new TestPskClient(crypto, scenario, line => log.AppendLine(line))
            : new TestClient(crypto, scenario, ofClient, line => log.AppendLine(line));
        TlsServer server = scenario.Psk
            ? (TlsServer)new TestPskServer(crypto, scenario)
            : new TestServer(crypto, scenario, ofServer);
        Task serving = OwnThread.Run(() => Serve(scenario, link, crypto, server));
        MemoryLink.MemoryTransport transport = link.Of(Direction.ToServer, scenario.SendLimit, scenario.Coalesce);
        DtlsTransport connection = new DtlsClientProtocol().Connect(client, transport);
        Send(connection, Question);
        if (Read(connection) != Answer)
            throw new InvalidOperationException("The echo did not come back.");
        connection.Close();
        if (!serving.Wait(TimeSpan.FromSeconds(30)))
            throw new TimeoutException("The server did not end.");
        return ((client as TestClient)?.Established, (server as TestServer)?.Established);
    }

    private static void Serve(HandshakeScenario scenario, MemoryLink link, BcTlsCrypto crypto, TlsServer server)
    {
        MemoryLink.MemoryTransport transport = link.Of(Direction.ToClient, scenario.SendLimit, scenario.Coalesce);
        var protocol = new DtlsServerProtocol();
        DtlsTransport connection = scenario.Cookie
            ? protocol.Accept(server, transport, Verify(transport, crypto))
            : protocol.Accept(server, transport);
        if (Read(connection) != Question)
            throw new InvalidOperationException("The question did not arrive.");
        Send(connection, Answer);
        // The close_notify of the client closes the transport.
        byte[] buffer = new byte[64];
        for (int tries = 0; tries < 200 && !transport.IsClosed; tries++)
            connection.Receive(buffer, 0, buffer.Length, 50);
    }

    private static DtlsRequest Verify(MemoryLink.MemoryTransport transport, BcTlsCrypto crypto)
    {
        var verifier = new DtlsVerifier(crypto);
        byte[] buffer = new byte[2048];
        for (int tries = 0; tries < 200; tries++)
        {
            int length = transport.Receive(buffer, 100);
            if (length > 0 && verifier.VerifyRequest([1, 2, 3, 4], buffer, 0, length, transport) is { } request)
                return request;
        }

        throw new TimeoutException("No valid ClientHello came.");
    }

    private static void Send(DtlsTransport connection, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        connection.Send(bytes, 0, bytes.Length);
    }

    private static string Read(DtlsTransport connection)
    {
        byte[] buffer = new byte[256];
        for (int tries = 0; tries < 200; tries++)
        {
            int length = connection.Receive(buffer, 0, buffer.Length, 100);
            if (length > 0)
                return Encoding.UTF8.GetString(buffer, 0, length);
        }

        throw new TimeoutException("No application data came.");
    }
}
