using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Lessons;

namespace DtlsNotebooks.Tests.Lessons;

public sealed class ServerTrialTests
{
    [Fact]
    public void It_brings_back_what_the_server_answers_also_nothing_and_an_empty_datagram()
    {
        using var trial = new ServerTrial(Echo);
        using var silent = new ServerTrial(socket => socket.Receive(new byte[10]));

        Assert.Equal("hello", trial.Ask("hello"));
        Assert.Empty(trial.Ask([])!);
        Assert.Equal("FF00", Convert.ToHexString(trial.Ask([0xFF, 0])!));
        Assert.Null(silent.Ask("hello"));
    }

    [Fact]
    public void Each_client_has_a_port_of_its_own_and_keeps_it()
    {
        List<EndPoint> seen = [];
        using var trial = new ServerTrial(socket =>
        {
            EndPoint client = new IPEndPoint(IPAddress.Any, 0);
            socket.ReceiveFrom(new byte[10], ref client);
            seen.Add(client);
        });
        trial.Ask("a", client: 1);
        trial.Ask("b", client: 2);
        trial.Ask("c", client: 1);

        Assert.NotEqual(seen[0], seen[1]);
        Assert.Equal(seen[0], seen[2]);
    }

    [Fact]
    public void A_server_that_reads_too_often_does_not_wait_for_ever()
    {
        using var trial = new ServerTrial(socket =>
        {
            socket.Receive(new byte[10]);
            socket.Receive(new byte[10]);
        });

        SocketException thrown = Assert.Throws<SocketException>(() => trial.Ask("one"));
        Assert.Equal(SocketError.TimedOut, thrown.SocketErrorCode);
    }

    private static void Echo(Socket socket)
    {
        byte[] buffer = new byte[100];
        EndPoint client = new IPEndPoint(IPAddress.Any, 0);
        int length = socket.ReceiveFrom(buffer, ref client);
        socket.SendTo(buffer, length, SocketFlags.None, client);
    }
}
