using System.Net.Sockets;
using System.Text;
using DtlsNotebooks.Lessons;

namespace DtlsNotebooks.Tests.Lessons;

public sealed class LossyEchoTests
{
    [Fact]
    public void It_loses_the_first_questions_and_echoes_the_others()
    {
        using var echo = new LossyEcho(loseFirst: 2);
        using Socket client = LossyEcho.NewClient();
        string[] answers = [Ask("one", lost: true), Ask("two", lost: true), Ask("three"), Ask("four")];

        Assert.Equal(["", "", "three", "four"], answers);
        Assert.Equal(4, echo.Questions);

        string Ask(string question, bool lost = false)
        {
            client.SendTo(Encoding.UTF8.GetBytes(question), echo.EndPoint);
            byte[] buffer = new byte[100];
            return client.Poll(lost ? 100_000 : 5_000_000, SelectMode.SelectRead)
                ? Encoding.UTF8.GetString(buffer, 0, client.Receive(buffer))
                : "";
        }
    }

    [Fact]
    public void Less_than_none_cannot_be_lost() => Assert.Throws<ArgumentOutOfRangeException>(() => new LossyEcho(-1));
}
