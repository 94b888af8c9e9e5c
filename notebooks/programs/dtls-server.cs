// The server of chapter 2a, one client at a time:  dotnet run notebooks/programs/dtls-server.cs -- --port 11111
#:project ../../lib/DtlsNotebooks.Dtls
#:property PublishAot=false
using System.Net;
using System.Net.Sockets;
using System.Text;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;
using Org.BouncyCastle.Tls;

Console.OutputEncoding = Encoding.UTF8;
bool any = args.Contains("--any"); // every computer on your network can knock, not only this one
string[] rest = [.. args.Where(argument => argument != "--any")];
ushort port = 11111;
if (rest.Length > 0 && !(rest is ["--port", string number] && ushort.TryParse(number, out port)))
    return Fail("Write --port and a number from 0 to 65535 (0 is any that is free), --any, both or nothing.");
try
{
    LessonCertificates files = LessonCertificates.EnsureIn(keys: KeyKind.EcdsaP256); // 2.1.5.2
    var ctx = new DtlsContext { Credentials = DtlsCredentials.Load(files.ServerFile, files.ServerKeyFile) };
    using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    socket.Bind(new IPEndPoint(any ? IPAddress.Any : IPAddress.Loopback, port)); // 2.1.7.1
    using var stop = new CancellationTokenSource();
    Console.CancelKeyPress += (_, pressed) => { pressed.Cancel = true; stop.Cancel(); };
    Console.WriteLine($"Listening on {socket.LocalEndPoint}, clients trust {files.AuthorityFile}, Ctrl+C ends.");
    while (!stop.IsCancellationRequested) ServeClient(socket, ctx, stop.Token); // 2.1.4.3
    Console.WriteLine("Goodbye.");
    return 0;
}
catch (SocketException e) { return Fail($"Port {port} cannot be used ({e.Message}): choose another with --port."); }
catch (CertificateFileException e) { return Fail(e.Message); }

static int Fail(string sentence) { Console.Error.WriteLine(sentence); return 1; }

static void ServeClient(Socket socket, DtlsContext ctx, CancellationToken stop)
{
    using var transport = new UdpTransport(socket);
    try
    {
        DtlsRequest? request = ctx.Cookies.WaitForClient(transport, TimeSpan.FromSeconds(0.2)); // 2.1.7.2
        if (request is null) return; // nobody came
        DtlsTransport session = new DtlsServerProtocol().Accept(new Server(ctx), transport, request); // 2.1.7.3
        Console.WriteLine($"{transport.Peer} is in.");
        var buffer = new byte[session.GetReceiveLimit()];
        for (int silent = 0; silent < 300 && !stop.IsCancellationRequested; silent++) // one minute
        {
            int length = session.Receive(buffer, 0, buffer.Length, 200); // 2.1.7.4; −1: nothing in 200 ms
            if (length < 0) continue;
            Console.WriteLine($"{transport.Peer} says: {Encoding.UTF8.GetString(buffer, 0, length).TrimEnd()}");
            session.Send(Encoding.UTF8.GetBytes("I hear you fashizzle!\n"));
            silent = 0;
        }
        session.Close(); // 2.1.7.5
    }
    catch (IOException e)
    {
        bool left = e is not TlsException && transport.IsClosed; // the client's goodbye closes it
        Console.WriteLine(left ? $"{transport.Peer} has left." : $"{transport.Peer}: {DtlsException.From(e).Message}");
    }
}

class Server(DtlsContext ctx) : DefaultTlsServer(ctx.Crypto)
{
    protected override ProtocolVersion[] GetSupportedVersions() => ProtocolVersion.DTLSv12.Only();
    protected override int[] GetSupportedCipherSuites() => [CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256];
    protected override TlsCredentialedSigner GetECDsaSignerCredentials() => ctx.Credentials!.CreateSigner(m_context);
    public override int GetHandshakeTimeoutMillis() => 5000;
    public override void NotifySecureRenegotiation(bool secure) { } // wolfSSL's clients lack it
}
