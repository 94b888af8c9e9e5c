using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Dissection.Messages;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>Sends a ClientHello that the library built to openssl s_server, without and then with its cookie.</summary>
internal static class OpenSslQuestion
{
    public static (byte[] First, byte[] Second) Ask(Func<ClientHelloMessage, byte[]> build)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("openssl");
        string certificate = Path.Combine(folder.FullName, "cert.pem");
        string key = Path.Combine(folder.FullName, "key.pem");
        File.WriteAllText(certificate, TestIdentity.Ec.CertificatePem);
        File.WriteAllText(key, TestIdentity.Ec.PrivateKeyPem);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
        {
            ReceiveTimeout = 300,
        };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ReservedPort.Next();
        using Process server = Tool.Start(
            "openssl",
            ["s_server", "-dtls1_2", "-listen", "-accept", $"127.0.0.1:{port}", "-cert", certificate, "-key", key]
        );
        try
        {
            var hello = ClientHelloMessage.Typical("localhost");
            byte[] first = Exchange(socket, port, build(hello));
            var cookie = DtlsDissector.DissectOne(first).Records[0].Messages[0].Body as HelloVerifyRequestMessage;
            return (first, Exchange(socket, port, (hello with { Cookie = cookie!.Cookie }).ToDatagram(1, 1)));
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            server.WaitForExit(5000);
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Sends until an answer comes: the server may not listen yet.</summary>
    private static byte[] Exchange(Socket socket, int port, byte[] question)
    {
        byte[] buffer = new byte[4096];
        for (int tries = 0; tries < 60; tries++)
        {
            socket.SendTo(question, new IPEndPoint(IPAddress.Loopback, port));
            try
            {
                return buffer[..socket.Receive(buffer)];
            }
            catch (SocketException)
            {
                // Nothing yet.
            }
        }

        throw new TimeoutException("openssl s_server gave no answer.");
    }
}
