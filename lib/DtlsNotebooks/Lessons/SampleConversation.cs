using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Pictures;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Lessons;

/// <summary>
/// A whole DTLS conversation to look at before anything of it has been built: this library's client and server over
/// loopback, with nothing lost.
/// </summary>
/// <example><code>Capture look = SampleConversation.Record();</code></example>
public static class SampleConversation
{
    /// <summary>What the client asks; the server sends it back.</summary>
    public const string Question = "Can anybody read this?";

    /// <summary>
    /// Lets a client and a server talk: a handshake, a question, an answer, a goodbye each way. They have talked once
    /// before, unseen, so that the times are those of the network and not of a program that is just starting.
    /// </summary>
    /// <param name="certificates">The server's certificate; null for the lesson's own, made where missing.</param>
    /// <returns>What travelled. Its pictures name what is encrypted too, since the keys are known here.</returns>
    public static Capture Record(LessonCertificates? certificates = null)
    {
        LessonCertificates files = certificates ?? LessonCertificates.EnsureIn();
        var serverContext = DtlsContext.ForServer(files);
        DtlsContext clientContext = DtlsContext.ForClient(files) with { KeepKeyLog = true };
        using var server = new EchoServer(serverContext);
        Talk(clientContext, server);
        return Talk(clientContext, server);
    }

    private static Capture Talk(DtlsContext context, EchoServer server)
    {
        using var network = new UdpProxy(server.LocalEndPoint);
        string? keyLog;
        using (var session = DtlsSession.ConnectTo(context, network.EndPoint))
        {
            keyLog = session.KeyLogLine;
            session.WriteText(Question);
            session.ReadText();
        }

        network.WaitForQuiet();
        return network.Capture().AsDtls(keyLog);
    }
}
