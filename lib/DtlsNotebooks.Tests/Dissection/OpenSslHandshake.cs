using System.Diagnostics;
using System.Globalization;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>
/// Makes handshakes between openssl s_client and openssl s_server, through a relay that records them.
/// </summary>
internal static class OpenSslHandshake
{
    public const string Line = "hello from s_client";

    /// <summary>
    /// One connection after another to one server, each with the client's arguments given; all with the same files.
    /// </summary>
    public static RecordedHandshake Make(
        string name,
        TestIdentity identity,
        string[] serverArguments,
        params string[][] clientArguments
    )
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("openssl");
        try
        {
            string Write(string file, string text)
            {
                string path = Path.Combine(folder.FullName, file);
                File.WriteAllText(path, text);
                return path;
            }

            string[] credentials =
            [
                "-cert",
                Write("cert.pem", identity.CertificatePem),
                "-key",
                Write("key.pem", identity.PrivateKeyPem),
            ];
            int port = ReservedPort.Next();
            using Process server = Tool.Start(
                "openssl",
                ["s_server", "-dtls1_2", "-accept", $"127.0.0.1:{port}", .. credentials, .. serverArguments]
            );
            try
            {
                var output = new OutputWatch(server.StandardOutput);
                _ = new OutputWatch(server.StandardError);
                Assert.True(output.Shows("ACCEPT", TimeSpan.FromSeconds(30)), "s_server does not listen.");
                using var relay = new RecordingRelay(port);
                string keys = Path.Combine(folder.FullName, "keys.txt");
                foreach (string[] arguments in clientArguments)
                {
                    Connect(
                        relay,
                        output,
                        [
                            "-keylogfile",
                            keys,
                            .. credentials,
                            .. arguments.Select(argument =>
                                argument.Replace("FOLDER", folder.FullName, StringComparison.Ordinal)
                            ),
                        ]
                    );
                }

                return new RecordedHandshake(name, relay.Recorded, File.ReadAllText(keys));
            }
            finally
            {
                server.Kill(entireProcessTree: true);
                server.WaitForExit(5000);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Connect(RecordingRelay relay, OutputWatch server, string[] arguments)
    {
        using Process client = Tool.Start(
            "openssl",
            [
                "s_client",
                "-dtls1_2",
                "-connect",
                string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{relay.Port}"),
                .. arguments,
            ]
        );
        try
        {
            _ = new OutputWatch(client.StandardOutput);
            _ = new OutputWatch(client.StandardError);
            SendUntilSeen(client, server, relay);
            Assert.True(Quit(client), "s_client did not end.");
        }
        finally
        {
            if (!client.HasExited)
                client.Kill(entireProcessTree: true);
        }
    }

    /// <summary>
    /// s_client looks for Q at the beginning of what it reads at once, and that may be a line of before and this one: so
    /// it is told again until it ends.
    /// </summary>
    private static bool Quit(Process client)
    {
        for (int tries = 0; tries < 20; tries++)
        {
            try
            {
                client.StandardInput.WriteLine("Q");
                client.StandardInput.Flush();
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }

            if (client.WaitForExit(TimeSpan.FromSeconds(1)))
                return true;
        }

        return false;
    }

    /// <summary>
    /// What comes while s_server still ends its handshake is buffered, and it looks there only after the next
    /// datagram: so the line is sent again until s_server shows it. But never before the last one went out: what waits
    /// together at s_client's input goes into one record.
    /// </summary>
    private static void SendUntilSeen(Process client, OutputWatch server, RecordingRelay relay)
    {
        for (int tries = 0; tries < 30; tries++)
        {
            int sent = DataRecords(relay);
            client.StandardInput.WriteLine(Line);
            client.StandardInput.Flush();
            Assert.True(
                SpinWait.SpinUntil(() => DataRecords(relay) > sent, TimeSpan.FromSeconds(30)),
                "s_client did not send the line."
            );
            if (server.Shows(Line, TimeSpan.FromSeconds(1)))
                return;
        }

        Assert.Fail(
            "s_server did not show the line. What was sent:\n"
                + string.Join('\n', new RecordedHandshake("", relay.Recorded, "").Dissect())
        );
    }

    private static int DataRecords(RecordingRelay relay) =>
        relay.Recorded.Count(datagram =>
            datagram.Direction == Direction.ToServer && datagram.Bytes[0] == (byte)RecordType.ApplicationData
        );
}
