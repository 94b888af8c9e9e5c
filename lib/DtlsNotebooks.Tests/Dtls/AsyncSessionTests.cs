using System.Net;
using System.Net.Sockets;
using System.Text;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>The async forms: they wait without a thread, and what is cancelled leaves nothing and harms nobody.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class AsyncSessionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clients_come_one_after_the_other_and_are_answered()
    {
        await using var listener = new DtlsListener(LessonPki.Server(), new IPEndPoint(IPAddress.Loopback, 0));
        Task serving = ServeAll(listener);
        for (int i = 0; i < 5; i++)
        {
            await using DtlsSession client = await DtlsSession.ConnectToAsync(
                LessonPki.Client(),
                listener.LocalEndPoint,
                cancellationToken: Token
            );
            await client.WriteAsync(Encoding.UTF8.GetBytes($"hello {i}"), Token);
            byte[] buffer = new byte[100];
            Assert.Equal($"hello {i}", Encoding.UTF8.GetString(buffer, 0, await client.ReadAsync(buffer, Token)));
        }

        listener.Stop();
        await serving;
    }

    [Fact]
    public async Task A_server_on_a_socket_of_its_own_waits_for_its_client()
    {
        using Socket socket = Loopback.Bound();
        await using var server = new DtlsSession(LessonPki.Server(), socket);
        Task<DtlsStatus> accepting = server.AcceptAsync(Token);
        await using DtlsSession client = await DtlsSession.ConnectToAsync(
            LessonPki.Client(),
            socket.Address(),
            cancellationToken: Token
        );
        Assert.Equal(DtlsStatus.Done, await accepting);

        await server.WriteAsync(new byte[] { 1, 2, 3 }, Token);
        byte[] buffer = new byte[2];
        Assert.Equal(2, await client.ReadAsync(buffer, Token));
        Assert.Equal(1, await client.ReadAsync(buffer, Token));
        await client.DisposeAsync();
        Assert.Equal(-1, await server.ReadAsync(buffer, Token));
    }

    [Fact]
    public async Task A_refusal_says_the_same_as_the_form_that_waits()
    {
        await using var listener = new DtlsListener(
            LessonPki.ServerWith(LessonPki.Stranger.IssueServer()),
            new IPEndPoint(IPAddress.Loopback, 0)
        );
        Task serving = ServeAll(listener);

        DtlsException error = await Assert.ThrowsAsync<DtlsException>(() =>
            DtlsSession.ConnectToAsync(LessonPki.Client(), listener.LocalEndPoint, cancellationToken: Token)
        );

        Assert.Equal(DtlsError.UnknownCa, error.Error);
        listener.Stop();
        await serving;
    }

    [Fact]
    public async Task A_handshake_that_is_cancelled_leaves_no_socket_and_no_half_open_session()
    {
        using Socket silent = Loopback.Bound();
        using var giveUp = new CancellationTokenSource();
        Task<DtlsSession> connecting = DtlsSession.ConnectToAsync(
            LessonPki.Client(),
            silent.Address(),
            cancellationToken: giveUp.Token
        );
        byte[] hello = new byte[2000];
        EndPoint client = new IPEndPoint(IPAddress.Any, 0);
        silent.ReceiveFrom(hello, ref client);

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);

        // Its port is free again.
        using var same = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        same.Bind(new IPEndPoint(IPAddress.Loopback, ((IPEndPoint)client).Port));
    }

    [Fact]
    public async Task A_read_that_is_cancelled_loses_nothing_and_harms_no_other()
    {
        await using var listener = new DtlsListener(LessonPki.Server(), new IPEndPoint(IPAddress.Loopback, 0));
        Task serving = ServeAll(listener);
        await using DtlsSession first = await DtlsSession.ConnectToAsync(
            LessonPki.Client(),
            listener.LocalEndPoint,
            cancellationToken: Token
        );
        await using DtlsSession second = await DtlsSession.ConnectToAsync(
            LessonPki.Client(),
            listener.LocalEndPoint,
            cancellationToken: Token
        );
        byte[] buffer = new byte[100];
        for (int i = 0; i < 20; i++)
        {
            using var giveUp = new CancellationTokenSource();
            ValueTask<int> reading = first.ReadAsync(buffer, giveUp.Token);
            await giveUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reading);

            foreach (DtlsSession session in new[] { second, first })
            {
                await session.WriteAsync(new byte[] { (byte)i }, Token);
                Assert.Equal(1, await session.ReadAsync(buffer, Token));
                Assert.Equal(i, buffer[0]);
            }
        }

        listener.Stop();
        await serving;
    }

    [Fact]
    public async Task A_wait_for_clients_that_is_cancelled_can_be_begun_again()
    {
        await using var listener = new DtlsListener(LessonPki.Server(), new IPEndPoint(IPAddress.Loopback, 0));
        using var giveUp = new CancellationTokenSource();
        IAsyncEnumerator<DtlsSession> clients = listener.ClientsAsync(giveUp.Token).GetAsyncEnumerator(giveUp.Token);
        ValueTask<bool> next = clients.MoveNextAsync();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);

        Task serving = ServeAll(listener);
        await using DtlsSession client = await DtlsSession.ConnectToAsync(
            LessonPki.Client(),
            listener.LocalEndPoint,
            cancellationToken: Token
        );
        Assert.True(client.IsOpen);
        listener.Stop();
        await serving;
    }

    [Fact]
    public async Task Sessions_that_wait_need_a_handful_of_threads()
    {
        const int Sessions = 1000;
        (MemoryTransport Client, MemoryTransport Server)[] paths =
        [
            .. Enumerable.Range(0, Sessions).Select(_ => MemoryTransport.Pair()),
        ];
        int threads = ProcessFigures.Now().Threads;
        using var giveUp = new CancellationTokenSource();
        DtlsContext context = LessonPki.Client() with { FirstResend = TimeSpan.FromHours(1) };
        Task[] waiting =
        [
            .. paths.Select(path => new DtlsSession(context, path.Client).ConnectAsync("localhost", giveUp.Token)),
        ];
        await Task.Delay(50, Token);

        Assert.All(waiting, task => Assert.False(task.IsCompleted));
        Assert.InRange(ProcessFigures.Now().Threads - threads, int.MinValue, 20);

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(waiting));
        Assert.All(paths, path => Assert.True(path.Client.IsClosed));
    }

    private static async Task ServeAll(DtlsListener listener)
    {
        List<Task> serving = [];
        await foreach (DtlsSession session in listener.ClientsAsync(Token))
            serving.Add(Serve(session));

        await Task.WhenAll(serving);
    }

    private static async Task Serve(DtlsSession session)
    {
        await using (session)
        {
            try
            {
                await session.AcceptAsync(Token);
                byte[] buffer = new byte[2000];
                while (await session.ReadAsync(buffer, Token) is >= 0 and int count)
                    await session.WriteAsync(buffer.AsMemory(0, count), Token);
            }
            catch (DtlsException)
            {
                // Refused, or ended by the listener.
            }
        }
    }
}
