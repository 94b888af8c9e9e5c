// The client of chapter 2b:  dotnet run notebooks/programs/dtls-client.cs -- --address 127.0.0.1 --port 11111
#:project ../../lib/DtlsNotebooks.Dtls
#:property PublishAot=false
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;
using Org.BouncyCastle.Tls;

Console.OutputEncoding = Encoding.UTF8;
var options = new Dictionary<string, string> // change one line, here or as an argument, and see what happens
{
    ["--address"] = "127.0.0.1", ["--port"] = "11111",
    ["--authority"] = "certs/ca-cert.pem", // whom to trust; with another one the handshake ends: unknown_ca
    ["--host"] = "localhost", // the name to prove; with another one it ends: bad_certificate
    ["--suite"] = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", // with ..._ECDHE_RSA_... it ends: handshake_failure
};
DtlsTransport? dtls = null;
Console.CancelKeyPress += (_, _) => End(0, "Goodbye.");
for (int i = 0; i < args.Length; i += 2)
    if (options.ContainsKey(args[i]) && i + 1 < args.Length) options[args[i]] = args[i + 1];
    else End(1, $"Write a value after each of {string.Join(", ", options.Keys)}.");
try
{
    var server = new IPEndPoint(IPAddress.Parse(options["--address"]), ushort.Parse(options["--port"]));
    var trust = new Trust(CertificateVerifier.Load(options["--authority"]), options["--host"]); // 2.2.2.2
    var client = new EchoClient(options["--host"], trust, Enum.Parse<TlsCipherSuite>(options["--suite"]));
    var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
    socket.Connect(server); // 2.2.3
    dtls = new DtlsClientProtocol().Connect(client, new UdpTransport(socket)); // 2.2.4
    Console.WriteLine($"Connected to {server}, which is {options["--host"]}. Type a line; an empty one ends.");
    byte[] buffer = new byte[dtls.GetReceiveLimit()];
    while (Console.ReadLine() is { Length: > 0 } line)
    {
        dtls.Send(Encoding.UTF8.GetBytes(line)); // 2.2.5
        int length = dtls.Receive(buffer, 0, buffer.Length, 2000); // milliseconds; −1: nothing came
        Console.WriteLine(length < 0 ? "(no answer)" : Encoding.UTF8.GetString(buffer, 0, length).TrimEnd());
    }
    End(0, "Goodbye.");
}
catch (CertificateFileException e) { End(1, e.Message); }
catch (IOException e) { End(1, DtlsException.From(e).Message); }
catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or SocketException)
{
    End(1, $"{e.Message} Look at {string.Join(" ", options.Select(option => option.Key + " " + option.Value))}.");
}

void End(int exitCode, string lastWords)
{
    dtls?.Close(); // 2.2.6: the goodbye
    (exitCode == 0 ? Console.Out : Console.Error).WriteLine(lastWords);
    Environment.Exit(exitCode);
}

class Trust(CertificateVerifier verifier, string host) : TlsAuthentication
{
    public void NotifyServerCertificate(TlsServerCertificate server) =>
        verifier.CheckServer(server.Certificate, host).ThrowIfRefused();
    public TlsCredentials? GetClientCredentials(CertificateRequest request) => null; // we have none to show
}

class EchoClient(string host, Trust trust, TlsCipherSuite suite) : DefaultTlsClient(new DtlsCrypto())
{
    protected override ProtocolVersion[] GetSupportedVersions() => ProtocolVersion.DTLSv12.Only();
    protected override int[] GetSupportedCipherSuites() => [(int)suite];
    protected override IList<ServerName> GetSniServerNames() => [new(NameType.host_name, Encoding.ASCII.GetBytes(host))];
    public override int GetHandshakeTimeoutMillis() => 15_000;
    public override TlsAuthentication GetAuthentication() => trust;
}
