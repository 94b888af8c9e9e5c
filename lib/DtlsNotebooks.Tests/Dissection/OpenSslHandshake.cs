using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

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
            int port = FreePort();
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
            client.StandardInput.WriteLine("Q");
            client.StandardInput.Flush();
            Assert.True(client.WaitForExit(TimeSpan.FromSeconds(20)), "s_client did not end.");
        }
        finally
        {
            if (!client.HasExited)
                client.Kill(entireProcessTree: true);
        }
    }

    /// <summary>
    /// What comes while s_server still ends its handshake is buffered, and it looks there only after the next
    /// datagram: so the line is sent again until s_server shows it.
    /// </summary>
    private static void SendUntilSeen(Process client, OutputWatch server, RecordingRelay relay)
    {
        for (int tries = 0; tries < 30; tries++)
        {
            client.StandardInput.WriteLine(Line);
            client.StandardInput.Flush();
            if (server.Shows(Line, TimeSpan.FromSeconds(1)))
                return;
        }

        Assert.Fail(
            "s_server did not show the line. What was sent:\n"
                + string.Join('\n', new RecordedHandshake("", relay.Recorded, "").Dissect())
        );
    }

    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>Collects what a program writes, and waits for words in it.</summary>
    private sealed class OutputWatch
    {
        private readonly StringBuilder _text = new();
        private int _read;

        public OutputWatch(StreamReader reader) => new Thread(() => Collect(reader)) { IsBackground = true }.Start();

        /// <summary>Whether words come in time, after those that came before.</summary>
        public bool Shows(string words, TimeSpan most)
        {
            var clock = Stopwatch.StartNew();
            lock (_text)
            {
                while (true)
                {
                    int at = _text.ToString(_read, _text.Length - _read).IndexOf(words, StringComparison.Ordinal);
                    if (at >= 0)
                    {
                        _read += at + words.Length;
                        return true;
                    }

                    TimeSpan left = most - clock.Elapsed;
                    if (left <= TimeSpan.Zero || !Monitor.Wait(_text, left))
                        return false;
                }
            }
        }

        private void Collect(StreamReader reader)
        {
            try
            {
                char[] buffer = new char[1024];
                int count;
                while ((count = reader.Read(buffer, 0, buffer.Length)) > 0)
                    Take(buffer.AsSpan(0, count));
            }
            catch (Exception exception)
                when (exception is IOException or ObjectDisposedException or InvalidOperationException)
            {
                // The program has ended.
            }
        }

        private void Take(ReadOnlySpan<char> text)
        {
            lock (_text)
            {
                _text.Append(text);
                Monitor.PulseAll(_text);
            }
        }
    }
}
