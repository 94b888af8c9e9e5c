using System.Net;
using System.Net.Sockets;
using System.Text;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>A call that is cancelled leaves no thread, no socket and no half-open session, and harms no other.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class CancelledCallTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wait_for_the_client_that_is_cancelled_can_be_begun_again()
    {
        using Socket socket = Loopback.Bound();
        await using var server = new DtlsSession(LessonPki.Server(), socket);
        for (int i = 0; i < 10; i++)
        {
            using var giveUp = new CancellationTokenSource();
            Task<DtlsStatus> accepting = server.AcceptAsync(giveUp.Token);
            await giveUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => accepting);
        }

        Task<DtlsStatus> accepted = server.AcceptAsync(Token);
        await using DtlsSession client = await DtlsSession.ConnectToAsync(
            LessonPki.Client(),
            socket.Address(),
            cancellationToken: Token
        );
        Assert.Equal(DtlsStatus.Done, await accepted);
    }

    [Fact]
    public async Task A_handshake_that_a_server_gives_up_is_out_of_the_listener_and_harms_no_other()
    {
        await using var listener = new DtlsListener(LessonPki.Server(), new IPEndPoint(IPAddress.Loopback, 0));
        await using IAsyncEnumerator<DtlsSession> clients = listener.ClientsAsync(Token).GetAsyncEnumerator(Token);
        for (int i = 0; i < 10; i++)
        {
            ValueTask<bool> next = clients.MoveNextAsync();
            using var silent = new RawClient(listener.LocalEndPoint);
            silent.Send(silent.ProvedHello());
            Assert.True(await next);
            DtlsSession session = clients.Current;
            using var giveUp = new CancellationTokenSource();
            Task<DtlsStatus> accepting = session.AcceptAsync(giveUp.Token);
            // Its flight is out, so that it is in the midst of it.
            silent.Receive();
            await giveUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => accepting);

            Assert.False(session.IsOpen);
            listener.Until(statistics => statistics.Connections == 0);
        }

        ValueTask<bool> last = clients.MoveNextAsync();
        Task<DtlsSession> connecting = DtlsSession.ConnectToAsync(
            LessonPki.Client(),
            listener.LocalEndPoint,
            cancellationToken: Token
        );
        Assert.True(await last);
        await using DtlsSession served = clients.Current;
        Assert.Equal(DtlsStatus.Done, await served.AcceptAsync(Token));
        await using DtlsSession client = await connecting;
        await client.WriteAsync(Encoding.UTF8.GetBytes("unharmed"), Token);
        byte[] buffer = new byte[100];
        Assert.Equal(8, await served.ReadAsync(buffer, Token));
    }

    [Fact]
    public async Task A_write_that_waits_for_room_and_is_cancelled_sends_nothing()
    {
        using var pair = MemoryPair.Established();
        pair.ClientEnd.HasRoom = false;
        using var giveUp = new CancellationTokenSource();
        ValueTask writing = pair.Client.WriteAsync(new byte[] { 1 }, giveUp.Token);
        Assert.False(writing.IsCompleted);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await writing);

        pair.ClientEnd.HasRoom = true;
        await pair.Client.WriteAsync(new byte[] { 2 }, Token);
        byte[] buffer = new byte[10];
        Assert.Equal(DtlsStatus.Done, pair.Server.Read(buffer, out int count));
        Assert.Equal((1, 2), (count, buffer[0]));
        Assert.Equal(DtlsStatus.WantRead, pair.Server.Read(buffer, out _));
    }

    [Fact]
    public async Task Two_hundred_cancelled_handshakes_leave_no_thread_and_no_socket()
    {
        using Socket silent = Loopback.Bound();
        await CancelledHandshakes(silent, 20);
        var before = ProcessFigures.Now();

        await CancelledHandshakes(silent, 200);

        ProcessFigures left = ProcessFigures.Now() - before;
        Assert.InRange(left.Threads, int.MinValue, 20);
        Assert.InRange(left.Handles, int.MinValue, 40);
    }

    private static async Task CancelledHandshakes(Socket silent, int number)
    {
        using var giveUp = new CancellationTokenSource();
        Task[] connecting =
        [
            .. Enumerable
                .Range(0, number)
                .Select(_ =>
                    DtlsSession.ConnectToAsync(LessonPki.Client(), silent.Address(), cancellationToken: giveUp.Token)
                ),
        ];
        await Task.Delay(50, Token);
        Assert.All(connecting, task => Assert.False(task.IsCompleted));
        await giveUp.CancelAsync();
        foreach (Task task in connecting)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
    }
}
