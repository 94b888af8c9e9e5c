using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Lessons;

namespace DtlsNotebooks.Tests.Lessons;

public sealed class LessonPortTests
{
    [Fact]
    public void A_free_port_is_the_one_that_was_wanted()
    {
        int free = Bound(0, out Socket socket);
        socket.Dispose();

        Assert.Equal(free, LessonPort.Choose(free));
    }

    [Fact]
    public void Where_another_program_holds_the_port_another_one_is_chosen_and_can_be_bound()
    {
        int taken = Bound(0, out Socket holder);
        using (holder)
        {
            int chosen = LessonPort.Choose(taken);

            Assert.NotEqual(taken, chosen);
            Assert.Equal(chosen, Bound(chosen, out Socket server));
            server.Dispose();
        }
    }

    [Theory]
    [InlineData("11113", 11113)]
    [InlineData("65535", 65535)]
    [InlineData(null, LessonPort.Usual)]
    [InlineData("", LessonPort.Usual)]
    [InlineData("0", LessonPort.Usual)]
    [InlineData("65536", LessonPort.Usual)]
    [InlineData("-1", LessonPort.Usual)]
    [InlineData("port", LessonPort.Usual)]
    public void The_variable_names_another_first_choice(string? text, int port) =>
        Assert.Equal(port, LessonPort.FirstChoice(text));

    private static int Bound(int port, out Socket socket)
    {
        socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
