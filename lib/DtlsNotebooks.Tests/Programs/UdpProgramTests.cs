using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace DtlsNotebooks.Tests.Programs;

/// <summary>The server and the client that a student takes home from chapter 1.</summary>
public sealed partial class UdpProgramTests
{
    private const string Server = "udp-server";
    private const string Client = "udp-client";

    [Fact]
    public async Task Client_and_server_talk_and_both_say_goodbye()
    {
        using ProgramUnderTest server = await ProgramUnderTest.StartAsync(Server, "--port", "0");
        int port = (await AddressOf(server)).Port;
        using ProgramUnderTest client = await ProgramUnderTest.StartAsync(Client, "--port", $"{port}");

        foreach (string line in new[] { "Hello, server.", "Grüße aus 東京" })
        {
            await client.TypeAsync(line);
            await client.LineWithAsync(line);
            await server.LineWithAsync($"sent {Encoding.UTF8.GetByteCount(line)} bytes");
        }

        client.EndInput();
        Assert.Equal(0, await client.EndAsync());
        Assert.EndsWith("Goodbye.", client.Output, StringComparison.Ordinal);
        server.Interrupt();
        Assert.Equal(0, await server.EndAsync());
        Assert.EndsWith("Goodbye.", server.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2048)]
    public async Task The_server_sends_back_as_many_bytes_as_came(int size)
    {
        using ProgramUnderTest server = await ProgramUnderTest.StartAsync(Server, "--port", "0");
        IPEndPoint address = await AddressOf(server);
        using var foreign = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        byte[] question = new byte[size];
        Random.Shared.NextBytes(question);
        foreign.SendTo(question, address);

        byte[] answer = new byte[4096];
        Assert.True(foreign.Poll(ProgramUnderTest.Bound, SelectMode.SelectRead));
        Assert.Equal(question, answer[..foreign.Receive(answer)]);
    }

    [Fact]
    public async Task The_server_outlives_clients_that_are_gone_and_datagrams_that_are_too_large()
    {
        using ProgramUnderTest server = await ProgramUnderTest.StartAsync(Server, "--port", "0");
        IPEndPoint address = await AddressOf(server);
        using (var gone = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp))
            gone.SendTo("I do not wait"u8, address);
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        client.SendTo(new byte[9000], address);
        client.SendTo("still there?"u8, address);

        byte[] answer = new byte[10_000];
        string last = "";
        while (last != "still there?" && client.Poll(ProgramUnderTest.Bound, SelectMode.SelectRead))
            last = Encoding.UTF8.GetString(answer, 0, client.Receive(answer));
        Assert.Equal("still there?", last);
    }

    [Fact]
    public async Task The_client_talks_to_any_echo_and_goes_on_after_a_loss()
    {
        using var foreign = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        foreign.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)foreign.LocalEndPoint!).Port;
        using ProgramUnderTest client = await ProgramUnderTest.StartAsync(Client, "--port", $"{port}");

        await client.TypeAsync("lost");
        await client.LineWithAsync("(no answer");
        await client.TypeAsync("kept");
        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        byte[] buffer = new byte[100];
        string came = "";
        while (came != "kept" && foreign.Poll(ProgramUnderTest.Bound, SelectMode.SelectRead))
            came = Encoding.UTF8.GetString(buffer, 0, foreign.ReceiveFrom(buffer, ref from));
        foreign.SendTo("kept and answered"u8, from);
        await client.LineWithAsync("ed");

        client.Interrupt();
        Assert.Equal(0, await client.EndAsync());
        Assert.EndsWith("Goodbye.", client.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_said_in_one_sentence()
    {
        using ProgramUnderTest client = await ProgramUnderTest.StartAsync(Client, "--port", $"{ReservedPort.Next()}");
        await client.LineWithAsync("Lines that you type");
        await client.TypeAsync("Anybody?");

        Assert.Equal(1, await client.EndAsync());
        Assert.Contains("Nobody listens", client.Output.Split('\n')[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_said_in_one_sentence()
    {
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)silent.LocalEndPoint!).Port;
        using ProgramUnderTest client = await ProgramUnderTest.StartAsync(Client, "--port", $"{port}");
        await client.TypeAsync("Anybody?");
        await client.LineWithAsync("(no answer");
        client.EndInput();

        Assert.Equal(1, await client.EndAsync());
        Assert.Contains("Nothing came back", client.Output.Split('\n')[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_said_in_one_sentence()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)taken.LocalEndPoint!).Port;

        (int exitCode, string output) = await ProgramUnderTest.RunAsync(Server, "--port", $"{port}");

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"Port {port} cannot be used", Assert.Single(output.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_any_the_server_says_where_friends_find_it()
    {
        using ProgramUnderTest server = await ProgramUnderTest.StartAsync(Server, "--any", "--port", "0");

        Assert.Contains("0.0.0.0:", await server.LineWithAsync("Listening"), StringComparison.Ordinal);
        await server.LineWithAsync("A friend's client needs");
    }

    [Theory]
    [InlineData(Server, "--port")]
    [InlineData(Server, "--port", "eleven")]
    [InlineData(Server, "--port", "65536")]
    [InlineData(Server, "11111")]
    [InlineData(Client, "--port", "0")]
    [InlineData(Client, "--port", "eleven")]
    [InlineData(Client, "--address")]
    [InlineData(Client, "--address", "somewhere")]
    [InlineData(Client, "127.0.0.1")]
    public async Task Bad_arguments_are_said_in_one_sentence(string program, params string[] arguments)
    {
        (int exitCode, string output) = await ProgramUnderTest.RunAsync(program, arguments);

        Assert.Equal(1, exitCode);
        Assert.Matches("port|address", Assert.Single(output.Split('\n')));
    }

    private static async Task<IPEndPoint> AddressOf(ProgramUnderTest server)
    {
        string line = await server.LineWithAsync("Listening");
        return new IPEndPoint(IPAddress.Loopback, int.Parse(Port().Match(line).Groups[1].Value, null));
    }

    [GeneratedRegex(@":(\d+),")]
    private static partial Regex Port();
}
