using System.Net;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Lessons;

/// <summary>A DTLS client for lessons that are about the server: it asks one question and hears the answer.</summary>
/// <example><code>string answer = LessonClient.Ask(clientContext, address, "Is anybody there?");</code></example>
public static class LessonClient
{
    private static readonly TimeSpan GoodbyeWait = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Connects, checks the server's certificate, asks, waits for the answer and for the server's goodbye, and says
    /// goodbye itself.
    /// </summary>
    /// <param name="context">Whom to trust and how long to wait.</param>
    /// <param name="server">The server's address and port.</param>
    /// <param name="question">What to say.</param>
    /// <returns>
    /// The answer without its line end; where there was none, a sentence that says why. Nothing is thrown for what a
    /// server or a network does.
    /// </returns>
    public static string Ask(DtlsContext context, IPEndPoint server, string question)
    {
        try
        {
            using var session = DtlsSession.ConnectTo(context, server);
            session.WriteText(question);
            string answer = session.ReadText();
            session.Read([], out _);
            return answer.TrimEnd();
        }
        catch (DtlsException e)
        {
            return e.Message;
        }
    }

    /// <summary>Asks a question, hears the answer, and waits at most two seconds for the server's goodbye.</summary>
    /// <param name="context">Whom to trust and how long to wait.</param>
    /// <param name="server">The server's address and port.</param>
    /// <param name="question">What to say.</param>
    /// <returns>
    /// Whether the server said goodbye (its close_notify, RFC 5246, section 7.2.1). False too where no session came
    /// about, or where it failed.
    /// </returns>
    public static bool HearsGoodbye(DtlsContext context, IPEndPoint server, string question)
    {
        try
        {
            using var session = DtlsSession.ConnectTo(context, server);
            session.WriteText(question);
            session.ReadText();
            return session.Read([], out _, GoodbyeWait) == DtlsStatus.Closed;
        }
        catch (DtlsException)
        {
            return false;
        }
    }
}
