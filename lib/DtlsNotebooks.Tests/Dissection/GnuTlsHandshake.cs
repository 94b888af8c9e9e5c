using System.Diagnostics;
using System.Globalization;
using DtlsNotebooks.Tests.Dtls;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>Makes handshakes between GnuTLS and OpenSSL, in either role, through a relay that records them.</summary>
internal static class GnuTlsHandshake
{
    private const string Line = OpenSslHandshake.Line;
    private const string Priority = "NORMAL:-VERS-ALL:+VERS-DTLS1.2";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    /// <summary>openssl s_client at gnutls-serv, which sends back what it hears.</summary>
    public static RecordedHandshake OpenSslAtGnuTls(string name, TestIdentity identity) =>
        Make(
            name,
            identity,
            "gnutls-serv",
            (files, port) =>
                [
                    "--udp",
                    "--echo",
                    "--port",
                    port,
                    "--x509certfile",
                    files.Certificate,
                    "--x509keyfile",
                    files.Key,
                    "--priority",
                    Priority,
                ],
            "openssl",
            (files, port) => ["s_client", "-dtls1_2", "-connect", $"127.0.0.1:{port}", "-keylogfile", files.Keys],
            echoes: true
        );

    /// <summary>gnutls-cli at openssl s_server, which asks for a cookie.</summary>
    public static RecordedHandshake GnuTlsAtOpenSsl(string name, TestIdentity identity) =>
        Make(
            name,
            identity,
            "openssl",
            (files, port) =>
                [
                    "s_server",
                    "-dtls1_2",
                    "-listen",
                    "-accept",
                    $"127.0.0.1:{port}",
                    "-cert",
                    files.Certificate,
                    "-key",
                    files.Key,
                    "-keylogfile",
                    files.Keys,
                ],
            "gnutls-cli",
            (_, port) => ["--udp", "--port", port, "--insecure", "--priority", Priority, "127.0.0.1"],
            echoes: false
        );

    private static RecordedHandshake Make(
        string name,
        TestIdentity identity,
        string serverProgram,
        Func<(string Certificate, string Key, string Keys), string, string[]> serverArguments,
        string clientProgram,
        Func<(string Certificate, string Key, string Keys), string, string[]> clientArguments,
        bool echoes
    )
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("gnutls");
        try
        {
            string certificate = Path.Combine(folder.FullName, "cert.pem");
            string key = Path.Combine(folder.FullName, "key.pem");
            (string, string, string) files = (certificate, key, Path.Combine(folder.FullName, "keys.txt"));
            File.WriteAllText(certificate, identity.CertificatePem);
            File.WriteAllText(key, identity.PrivateKeyPem);
            int port = ReservedPort.Next();
            using Process server = Start(serverProgram, serverArguments(files, Text(port)));
            try
            {
                var heard = new OutputWatch(server.StandardOutput);
                _ = new OutputWatch(server.StandardError);
                Loopback.WaitUntilBound(port);
                using var relay = new RecordingRelay(port);
                using Process client = Start(clientProgram, clientArguments(files, Text(relay.Port)));
                try
                {
                    var answered = new OutputWatch(client.StandardOutput);
                    _ = new OutputWatch(client.StandardError);
                    Say(client, echoes ? answered : heard);
                    client.StandardInput.Close();
                    Assert.True(client.WaitForExit(Bound), $"{clientProgram} did not end.");
                }
                finally
                {
                    if (!client.HasExited)
                        client.Kill(entireProcessTree: true);
                }

                return new RecordedHandshake(name, relay.Recorded, File.ReadAllText(files.Item3));
            }
            finally
            {
                server.Kill(entireProcessTree: true);
                server.WaitForExit(Bound);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // What comes before a handshake is over may stay unread until the next datagram, so it is said again.
    private static void Say(Process client, OutputWatch where)
    {
        for (int tries = 0; tries < 30; tries++)
        {
            client.StandardInput.WriteLine(Line);
            client.StandardInput.Flush();
            if (where.Shows(Line, TimeSpan.FromSeconds(1)))
                return;
        }

        Assert.Fail("The other side did not show the line.");
    }

    // A pipe alone would keep what the programs print in their own buffers.
    private static Process Start(string program, IEnumerable<string> arguments)
    {
        Assert.SkipWhen(Certificates.Tool.Find(program) is null, $"{program} is not installed.");
        Assert.SkipWhen(Certificates.Tool.Find("stdbuf") is null, "stdbuf is not installed.");
        return Tool.Start("stdbuf", ["-oL", program, .. arguments]);
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
