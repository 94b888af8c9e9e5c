using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Lessons;

namespace DtlsNotebooks.Tests.Lessons;

public sealed class EchoServerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dtls-echo-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_sends_back_what_each_of_two_clients_says_at_the_same_time()
    {
        (DtlsContext? server, DtlsContext? client) = Contexts(TimeSpan.FromSeconds(10));
        using var echo = new EchoServer(server);
        using var first = DtlsSession.ConnectTo(client, echo.LocalEndPoint);
        using var second = DtlsSession.ConnectTo(client, echo.LocalEndPoint);

        first.WriteText("one");
        second.WriteText("two");

        Assert.Equal("two", second.ReadText());
        Assert.Equal("one", first.ReadText());
    }

    [Fact]
    public void A_client_may_be_silent_for_longer_than_one_read_waits()
    {
        (DtlsContext? server, DtlsContext? client) = Contexts(TimeSpan.FromMilliseconds(50));
        using var echo = new EchoServer(server);
        using var session = DtlsSession.ConnectTo(client, echo.LocalEndPoint);

        // The server's reads time out meanwhile, which shows in nothing but the time.
        Assert.Equal(DtlsStatus.TimedOut, session.Read(new byte[9], out _, TimeSpan.FromMilliseconds(300)));
        session.WriteText("still here");

        Assert.Equal("still here", session.ReadText());
    }

    [Fact]
    public void Disposing_of_it_twice_tells_the_client_goodbye_once()
    {
        (DtlsContext? server, DtlsContext? client) = Contexts(TimeSpan.FromSeconds(10));
        var echo = new EchoServer(server);
        using var session = DtlsSession.ConnectTo(client, echo.LocalEndPoint);
        session.WriteText("hello");
        Assert.Equal("hello", session.ReadText());

        echo.Dispose();
        echo.Dispose();

        Assert.Equal(DtlsStatus.Closed, session.Read(new byte[9], out _));
    }

    [Fact]
    public void It_notes_what_it_hears_until_it_is_told_to_forget()
    {
        (DtlsContext server, DtlsContext client) = Contexts(TimeSpan.FromSeconds(10));
        using var echo = new EchoServer(server);
        using var session = DtlsSession.ConnectTo(client, echo.LocalEndPoint);
        foreach (string said in new[] { "one", "zwölf" })
        {
            session.WriteText(said);
            session.ReadText();
        }

        Assert.Equal(["one", "zwölf"], echo.Heard);
        echo.Forget();
        Assert.Empty(echo.Heard);
    }

    [Fact]
    public void A_record_that_is_larger_than_an_answer_may_be_ends_nobody()
    {
        (DtlsContext server, DtlsContext client) = Contexts(TimeSpan.FromSeconds(10));
        using var echo = new EchoServer(server with { SendLimit = 500 });
        using var session = DtlsSession.ConnectTo(client, echo.LocalEndPoint);

        session.Write(new byte[1200]);

        Assert.InRange(session.Read().Length, 400, 500);
        session.WriteText("still there?");
        Assert.Equal("still there?", session.ReadText());
    }

    [Fact]
    public void Restarting_it_frees_its_port_first_and_a_taken_port_is_left_alone()
    {
        (DtlsContext server, DtlsContext client) = Contexts(TimeSpan.FromSeconds(10));
        using var taken = new EchoServer(server);

        using var other = EchoServer.Restart(server, taken.LocalEndPoint.Port);
        Assert.NotEqual(taken.LocalEndPoint.Port, other.LocalEndPoint.Port);

        using var again = EchoServer.Restart(server, other.LocalEndPoint.Port);
        Assert.Equal(other.LocalEndPoint.Port, again.LocalEndPoint.Port);
        using var session = DtlsSession.ConnectTo(client, again.LocalEndPoint);
        session.WriteText("hello");
        Assert.Equal("hello", session.ReadText());
    }

    [Fact]
    public void Without_a_certificate_it_does_not_begin()
    {
        using var taken = new EchoServer(Contexts(TimeSpan.FromSeconds(10)).Server);

        Assert.Throws<InvalidOperationException>(() => EchoServer.Restart(new DtlsContext(), taken.LocalEndPoint.Port));
    }

    private (DtlsContext Server, DtlsContext Client) Contexts(TimeSpan idle)
    {
        var certificates = LessonCertificates.EnsureIn(_folder);
        return (DtlsContext.ForServer(certificates) with { IdleTimeout = idle }, DtlsContext.ForClient(certificates));
    }
}
