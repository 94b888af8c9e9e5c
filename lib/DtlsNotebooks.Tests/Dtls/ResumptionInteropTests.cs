using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Certificates;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Tests.Certificates;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>Resumption with OpenSSL's own programs at the other end, in both roles.</summary>
public sealed class ResumptionInteropTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dtls-notebooks-").FullName;
    private readonly List<Process> _started = [];

    public void Dispose()
    {
        foreach (Process process in _started)
        {
            if (!process.HasExited)
            {
                process.Kill();
            }

            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Verify 1 -verify_return_error")]
    public async Task Our_client_resumes_with_s_server(string options)
    {
        LessonCertificates files = LessonCertificates.EnsureIn(_folder);
        IPEndPoint address = FreeAddress();
        Process openssl = Start($"s_server -dtls1_2 -quiet -no_ticket -accept {address} -cert {files.ServerFile} -key {files.ServerKeyFile} -CAfile {files.AuthorityFile} {options}");
        using DtlsContext context = Patient(DtlsContext.ForClient(files));
        SavedSession saved;
        using (DtlsSession first = DtlsSession.ConnectTo(context, address))
        {
            Assert.False(first.SessionReused);
            saved = first.Save()!;
            first.WriteText("once\n");
            Assert.Equal("once", await LineWith(openssl, "once"));
        }

        using (saved)
        using (DtlsSession second = DtlsSession.ConnectTo(context, address, saved: saved))
        {
            Assert.True(second.SessionReused);
            Assert.Equal(saved.SessionId, second.Facts!.SessionId);
            second.WriteText("twice\n");
            Assert.Equal("twice", await LineWith(openssl, "twice"));
            await openssl.StandardInput.WriteLineAsync("from the server");
            await openssl.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
            Assert.Equal("from the server\n", second.ReadText());
        }
    }

    [Fact]
    public async Task A_server_that_gives_tickets_leaves_nothing_to_save()
    {
        LessonCertificates files = LessonCertificates.EnsureIn(_folder);
        IPEndPoint address = FreeAddress();
        Process openssl = Start($"s_server -dtls1_2 -quiet -no_cache -accept {address} -cert {files.ServerFile} -key {files.ServerKeyFile}");
        using DtlsContext context = Patient(DtlsContext.ForClient(files));
        using DtlsSession session = DtlsSession.ConnectTo(context, address);

        session.WriteText("here\n");
        Assert.Equal("here", await LineWith(openssl, "here"));
        Assert.Null(session.Save());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task S_client_resumes_with_our_server(bool mutual)
    {
        LessonCertificates files = LessonCertificates.EnsureIn(_folder);
        using Socket socket = Loopback.Bound();
        using DtlsContext context = Patient(DtlsContext.ForServer(files)) with { RequireClientCertificate = mutual, SessionCache = new SessionCache() };
        string file = Path.Combine(_folder, "openssl-session.pem");
        string own = mutual ? $"-cert {files.ClientFile} -key {files.ClientKeyFile}" : "";
        string common = $"s_client -dtls1_2 -quiet -connect {socket.Address()} -servername localhost -CAfile {files.AuthorityFile} -verify_return_error {own}";

        Assert.False(await Serve(context, socket, Start($"{common} -sess_out {file}")));
        Assert.True(await Serve(context, socket, Start($"{common} -sess_in {file}")));
        Assert.Equal(1, context.SessionCache.Forget());
        Assert.False(await Serve(context, socket, Start($"{common} -sess_in {file}")));
        Assert.Equal(new SessionCacheStatistics { Stored = 2, Hits = 1, Misses = 1 }, context.SessionCache.Statistics);
    }

    [Fact]
    public async Task S_client_with_another_server_name_gets_a_full_handshake()
    {
        LessonCertificates files = LessonCertificates.EnsureIn(_folder);
        using Socket socket = Loopback.Bound();
        using DtlsContext context = Patient(DtlsContext.ForServer(files)) with { SessionCache = new SessionCache() };
        string file = Path.Combine(_folder, "openssl-session.pem");
        string common = $"s_client -dtls1_2 -quiet -connect {socket.Address()} -CAfile {files.AuthorityFile}";

        Assert.False(await Serve(context, socket, Start($"{common} -servername localhost -sess_out {file}")));
        Assert.False(await Serve(context, socket, Start($"{common} -servername elsewhere -sess_in {file}")));
        Assert.Equal(1, context.SessionCache.Statistics.Refused);
    }

    /// <summary>One client's visit; whether its session was resumed.</summary>
    private static async Task<bool> Serve(DtlsContext context, Socket socket, Process client)
    {
        using var session = new DtlsSession(context, socket);
        CancellationToken token = TestContext.Current.CancellationToken;
        Assert.Equal(DtlsStatus.Done, await Task.Run(() => session.Accept(), token));
        await client.StandardInput.WriteLineAsync("from the client");
        await client.StandardInput.FlushAsync(token);
        Assert.Equal("from the client\n", session.ReadText());
        session.WriteText("from the server\n");
        Assert.Equal("from the server", await LineWith(client, "server"));
        session.Shutdown();
        // It has written its session to the file already, and would listen half a second more.
        client.Kill();
        using var bound = new CancellationTokenSource(LessonPki.Bound);
        await client.WaitForExitAsync(bound.Token);
        return session.SessionReused;
    }

    private static DtlsContext Patient(DtlsContext context) => context with
    {
        FirstResend = TimeSpan.FromMilliseconds(200),
        HandshakeTimeout = LessonPki.Bound,
        IdleTimeout = LessonPki.Bound,
    };

    private static async Task<string?> LineWith(Process process, string word)
    {
        using var bound = new CancellationTokenSource(LessonPki.Bound);
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync(bound.Token);
        }
        while (line is not null && !line.Contains(word, StringComparison.Ordinal));

        return line;
    }

    private static IPEndPoint FreeAddress()
    {
        using Socket socket = Loopback.Bound();
        return socket.Address();
    }

    private Process Start(string arguments)
    {
        string? openssl = Tool.Find("openssl");
        Assert.SkipWhen(openssl is null, "openssl is not installed.");
        Process process = Process.Start(new ProcessStartInfo(openssl, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        _started.Add(process);
        return process;
    }
}
