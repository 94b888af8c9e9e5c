using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Certificates;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Tests.Certificates;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>OpenSSL's own programs at the other end, in both roles.</summary>
public sealed class OpenSslInteropTests : IDisposable
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
    [InlineData(KeyKind.EcdsaP256, "")]
    [InlineData(KeyKind.EcdsaP256, "-listen")]
    [InlineData(KeyKind.EcdsaP256, "-listen -Verify 1 -verify_return_error")]
    [InlineData(KeyKind.Rsa2048, "-listen -Verify 1 -verify_return_error")]
    public async Task Our_client_talks_to_s_server(KeyKind keys, string options)
    {
        LessonCertificates files = LessonCertificates.EnsureIn(_folder, keys);
        IPEndPoint address = FreeAddress();
        Process openssl = Start($"s_server -dtls1_2 -quiet -accept {address} -cert {files.ServerFile} -key {files.ServerKeyFile} -CAfile {files.AuthorityFile} {options}");
        using DtlsContext context = Patient(DtlsContext.ForClient(files));

        using DtlsSession session = DtlsSession.ConnectTo(context, address);
        session.WriteText("from the client\n");
        Assert.Equal("from the client", await LineWith(openssl, "client"));
        await openssl.StandardInput.WriteLineAsync("from the server");
        await openssl.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        Assert.Equal("from the server\n", session.ReadText());
        Assert.Contains("lesson server", session.Facts!.PeerSubject);
    }

    [Theory]
    [InlineData(KeyKind.EcdsaP256, false)]
    [InlineData(KeyKind.EcdsaP256, true)]
    [InlineData(KeyKind.Rsa2048, true)]
    public async Task S_client_talks_to_our_server(KeyKind keys, bool mutual)
    {
        LessonCertificates files = LessonCertificates.EnsureIn(_folder, keys);
        using Socket socket = Loopback.Bound();
        using DtlsContext context = Patient(DtlsContext.ForServer(files)) with { RequireClientCertificate = mutual };
        using var session = new DtlsSession(context, socket);
        string own = mutual ? $"-cert {files.ClientFile} -key {files.ClientKeyFile}" : "";
        Process openssl = Start($"s_client -dtls1_2 -quiet -connect {socket.Address()} -CAfile {files.AuthorityFile} -verify_return_error -verify_hostname localhost {own}");

        Assert.Equal(DtlsStatus.Done, await Task.Run(() => session.Accept(), TestContext.Current.CancellationToken));
        await openssl.StandardInput.WriteLineAsync("from the client");
        await openssl.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        Assert.Equal("from the client\n", session.ReadText());
        session.WriteText("from the server\n");
        Assert.Equal("from the server", await LineWith(openssl, "server"));
        Assert.Equal(mutual, session.Facts!.PeerSubject.Contains("lesson client", StringComparison.Ordinal));
        Assert.NotEqual("", session.Facts.CipherSuite);
    }

    /// <summary>OpenSSL sends what it reads as one record, and on the loopback interface as one datagram.</summary>
    [Theory]
    [InlineData(5_000)]
    [InlineData(12_000)]
    public async Task A_record_much_longer_than_an_ethernet_frame_comes_whole(int length)
    {
        LessonCertificates files = LessonCertificates.EnsureIn(_folder);
        IPEndPoint address = FreeAddress();
        Process openssl = Start($"s_server -dtls1_2 -quiet -accept {address} -cert {files.ServerFile} -key {files.ServerKeyFile} -listen");
        using DtlsContext context = Patient(DtlsContext.ForClient(files));

        using DtlsSession session = DtlsSession.ConnectTo(context, address);
        session.WriteText("from the client\n");
        await LineWith(openssl, "client");
        for (int i = 0; i < 2; i++)
        {
            await openssl.StandardInput.WriteAsync(new string('x', length) + "\n");
            await openssl.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
            string received = "";
            while (!received.EndsWith('\n'))
            {
                received += session.ReadText();
            }

            Assert.Equal(length + 1, received.Length);
        }
    }

    [Fact]
    public async Task S_client_refuses_a_stranger_and_we_hear_it()
    {
        LessonCertificates files = LessonCertificates.EnsureIn(_folder);
        using Socket socket = Loopback.Bound();
        using DtlsContext context = LessonPki.ServerWith(LessonPki.Stranger.IssueServer());
        using var session = new DtlsSession(context, socket);
        Start($"s_client -dtls1_2 -quiet -connect {socket.Address()} -CAfile {files.AuthorityFile} -verify_return_error");

        DtlsException error = await Task.Run(() => Assert.Throws<DtlsException>(() => session.Accept()), TestContext.Current.CancellationToken);

        Assert.Equal((DtlsError.UnknownCa, DtlsSide.Peer), (error.Error, error.FoundBy));
    }

    [Fact]
    public void S_server_refuses_us_without_a_certificate_and_we_hear_it()
    {
        LessonCertificates files = LessonCertificates.EnsureIn(_folder);
        IPEndPoint address = FreeAddress();
        Start($"s_server -dtls1_2 -quiet -accept {address} -cert {files.ServerFile} -key {files.ServerKeyFile} -CAfile {files.AuthorityFile} -Verify 1 -verify_return_error");
        using DtlsContext context = Patient(DtlsContext.ForClient(files)) with { Credentials = null };

        DtlsException error = Assert.Throws<DtlsException>(() => DtlsSession.ConnectTo(context, address));

        Assert.Equal((DtlsError.HandshakeFailure, DtlsSide.Peer), (error.Error, error.FoundBy));
    }

    private static DtlsContext Patient(DtlsContext context) => context with
    {
        FirstResend = TimeSpan.FromMilliseconds(200),
        HandshakeTimeout = LessonPki.Bound,
        IdleTimeout = LessonPki.Bound,
    };

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
}
