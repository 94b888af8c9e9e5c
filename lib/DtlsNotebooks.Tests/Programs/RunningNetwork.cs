using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace DtlsNotebooks.Tests.Programs;

/// <summary>The network program as a user starts it, on ports that are free.</summary>
internal sealed partial class RunningNetwork : IDisposable
{
    private RunningNetwork(ProgramUnderTest program, IPEndPoint endPoint)
    {
        Program = program;
        EndPoint = endPoint;
    }

    public ProgramUnderTest Program { get; }

    /// <summary>Where clients send to.</summary>
    public IPEndPoint EndPoint { get; }

    public string Port => EndPoint.Port.ToString(CultureInfo.InvariantCulture);

    /// <summary>Starts it in front of a server.</summary>
    public static async Task<RunningNetwork> StartAsync(IPEndPoint server, params string[] arguments)
    {
        ProgramUnderTest program = await ProgramUnderTest.StartAsync(
            "network",
            ["--listen", "0", "--to", $"{server}", .. arguments]
        );
        string line = await program.LineWithAsync("Listening on ");
        return new(program, IPEndPoint.Parse(Place().Match(line).Groups[1].Value));
    }

    /// <summary>The address of its page.</summary>
    public async Task<Uri> PageAsync() => new(Address().Match(await Program.LineWithAsync("Open http")).Value);

    /// <summary>Starts one of the servers, and gives its address.</summary>
    public static async Task<(ProgramUnderTest Program, IPEndPoint EndPoint)> ServeAsync(string name)
    {
        ProgramUnderTest server = await ProgramUnderTest.StartAsync(name, "--port", "0");
        string line = await server.LineWithAsync("Listening on ");
        return (server, IPEndPoint.Parse(Place().Match(line).Groups[1].Value));
    }

    /// <summary>A client without a program.</summary>
    public Socket Connect()
    {
        Socket client = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
        {
            ReceiveTimeout = (int)ProgramUnderTest.Bound.TotalMilliseconds,
            ReceiveBufferSize = 4 << 20,
        };
        client.Connect(new IPEndPoint(IPAddress.Loopback, EndPoint.Port));
        return client;
    }

    public void Dispose() => Program.Dispose();

    [GeneratedRegex(@"Listening on ([\d.]+:\d+)")]
    private static partial Regex Place();

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Address();
}
