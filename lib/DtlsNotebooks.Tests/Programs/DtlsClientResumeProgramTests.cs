using System.Globalization;
using System.Net;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Lessons;

namespace DtlsNotebooks.Tests.Programs;

/// <summary>The client that a student takes home from chapter 4.</summary>
public sealed class DtlsClientResumeProgramTests : IDisposable
{
    private const string Name = "dtls-client-resume";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dtls-resume-");

    private string SessionFile => Path.Combine(_folder.FullName, "my.session");

    private string Authority => Path.Combine(_folder.FullName, "ca-cert.pem");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task It_resumes_after_a_restart_what_it_saved_before()
    {
        using GreetingServer server = Serve(new SessionCache());

        (int first, string met) = await RunAsync(server.LocalEndPoint);
        (int second, string again) = await RunAsync(server.LocalEndPoint);

        Assert.Equal((0, 0), (first, second));
        Assert.Contains("Did not reuse a session: a full handshake.", met, StringComparison.Ordinal);
        Assert.Contains(GreetingServer.Stranger, met, StringComparison.Ordinal);
        Assert.Contains("Reused the session.", again, StringComparison.Ordinal);
        Assert.Contains(GreetingServer.Acquaintance, again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_remembers_nothing_gets_a_full_handshake_each_time()
    {
        using GreetingServer server = Serve(cache: null);

        (int exitCode, string said) = await RunAsync(server.LocalEndPoint);

        Assert.Equal(0, exitCode);
        Assert.Contains("This server remembers no sessions.", said, StringComparison.Ordinal);
        Assert.False(File.Exists(SessionFile));
    }

    [Fact]
    public async Task Ctrl_C_ends_its_loop_and_keeps_the_latest_session()
    {
        using GreetingServer server = Serve(new SessionCache());
        using ProgramUnderTest client = await ProgramUnderTest.StartAsync(
            Name,
            [.. Arguments(server.LocalEndPoint), "--every", "0.1"]
        );
        await client.LineWithAsync("Reused the session.");

        client.Interrupt();

        Assert.Equal(0, await client.EndAsync());
        using var kept = SavedSession.ReadFrom(SessionFile);
        Assert.Equal("localhost", kept.HostName);
    }

    [Fact]
    public async Task A_damaged_file_is_one_sentence()
    {
        using GreetingServer server = Serve(new SessionCache());
        await File.WriteAllTextAsync(SessionFile, "no session", TestContext.Current.CancellationToken);

        (int exitCode, string said) = await RunAsync(server.LocalEndPoint);

        Assert.Equal(1, exitCode);
        Assert.Single(said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("--session")]
    [InlineData("--what", "1")]
    [InlineData("--port", "70000")]
    [InlineData("--address", "here")]
    public async Task Bad_arguments_are_one_sentence(params string[] arguments)
    {
        (int exitCode, string said) = await ProgramUnderTest.RunAsync(Name, arguments);

        Assert.Equal(1, exitCode);
        Assert.Single(said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private GreetingServer Serve(SessionCache? cache)
    {
        var files = LessonCertificates.EnsureIn(_folder.FullName);
        return GreetingServer.Beside(DtlsContext.ForServer(files) with { SessionCache = cache });
    }

    private Task<(int ExitCode, string Output)> RunAsync(IPEndPoint server) =>
        ProgramUnderTest.RunAsync(Name, Arguments(server));

    private string[] Arguments(IPEndPoint server) =>
        [
            "--port",
            server.Port.ToString(CultureInfo.InvariantCulture),
            "--authority",
            Authority,
            "--session",
            SessionFile,
        ];
}
