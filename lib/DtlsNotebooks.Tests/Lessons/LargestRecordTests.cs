using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Lessons;
using DtlsNotebooks.Tests.Dtls;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace DtlsNotebooks.Tests.Lessons;

/// <summary>
/// A record may hold 16,384 bytes (RFC 5246, section 6.2.1), more than an answer of ours may. A lesson's server goes on
/// serving everybody when one comes.
/// </summary>
public sealed class LargestRecordTests
{
    private const int Largest = 16_384;

    [Fact]
    public void The_echo_server_answers_the_beginning_of_it_and_goes_on()
    {
        using var server = new EchoServer(LessonPki.Server());

        Assert.InRange(SayTheLargest(server.LocalEndPoint).Length, 1, Largest);
        AssertServes(server.LocalEndPoint);
    }

    [Fact]
    public void The_greeting_server_greets_and_goes_on()
    {
        using var server = GreetingServer.Beside(LessonPki.Server());

        Assert.NotEmpty(SayTheLargest(server.LocalEndPoint));
        AssertServes(server.LocalEndPoint);
    }

    [Fact]
    public async Task One_thread_that_echoes_for_all_with_a_small_buffer_goes_on()
    {
        using Socket socket = Loopback.Bound();
        using var listener = new DtlsListener(LessonPki.Server(), socket);
        bool serving = true;
        Task loop = OwnThread.Run(() =>
        {
            while (Volatile.Read(ref serving))
            {
                foreach (DtlsSession session in listener.Poll())
                    Step(session);
                socket.Poll(TimeSpan.FromMilliseconds(20), SelectMode.SelectRead);
            }
        });

        Assert.InRange(SayTheLargest(socket.Address()).Length, 1, 1500);
        AssertServes(socket.Address());
        Volatile.Write(ref serving, false);
        await loop.WaitAsync(LessonPki.Bound, TestContext.Current.CancellationToken);
    }

    // As the cell of chapter 5b has it.
    private static void Step(DtlsSession session)
    {
        if (!session.IsOpen && session.Accept() != DtlsStatus.Done)
            return;
        byte[] buffer = new byte[1500];
        while (session.Read(buffer, out int count) == DtlsStatus.Done)
            session.Write(buffer.AsSpan(0, Math.Min(count, session.LargestWrite)));
    }

    private static byte[] SayTheLargest(IPEndPoint server)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(server);
        DtlsTransport dtls = new DtlsClientProtocol().Connect(new Client(), new WideTransport(socket));
        dtls.Send(new byte[Largest], 0, Largest);
        byte[] answer = new byte[Largest];
        int length = dtls.Receive(answer, 0, answer.Length, (int)LessonPki.Bound.TotalMilliseconds);
        dtls.Close();
        Assert.True(length > 0, "Nothing came back.");
        return answer[..length];
    }

    private static void AssertServes(IPEndPoint server)
    {
        using var session = DtlsSession.ConnectTo(LessonPki.Client(), server);
        session.WriteText("still there?");

        Assert.NotEmpty(session.ReadText());
    }

    /// <summary>Sends what our own transports would not: datagrams as large as IP lets them be.</summary>
    private sealed class WideTransport(Socket socket) : DatagramTransport
    {
        private const int Room = 20_000;

        public int GetReceiveLimit() => Room;

        public int GetSendLimit() => Room;

        public int Receive(byte[] buf, int off, int len, int waitMillis) => Receive(buf.AsSpan(off, len), waitMillis);

        public int Receive(Span<byte> buffer, int waitMillis) =>
            socket.Poll(TimeSpan.FromMilliseconds(waitMillis), SelectMode.SelectRead) ? socket.Receive(buffer) : -1;

        public void Send(byte[] buf, int off, int len) => socket.Send(buf.AsSpan(off, len));

        public void Send(ReadOnlySpan<byte> buffer) => socket.Send(buffer);

        public void Close() => socket.Close();
    }

    private sealed class Client() : DefaultTlsClient(new BcTlsCrypto())
    {
        public override TlsAuthentication GetAuthentication() => new TrustsAll();

        public override int GetHandshakeTimeoutMillis() => (int)LessonPki.Bound.TotalMilliseconds;

        protected override ProtocolVersion[] GetSupportedVersions() => ProtocolVersion.DTLSv12.Only();

        private sealed class TrustsAll : TlsAuthentication
        {
            public void NotifyServerCertificate(TlsServerCertificate serverCertificate)
            {
                // The test made it itself.
            }

            public TlsCredentials? GetClientCredentials(CertificateRequest certificateRequest) => null;
        }
    }
}
