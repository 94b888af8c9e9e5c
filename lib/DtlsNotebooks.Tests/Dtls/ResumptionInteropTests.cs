using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>Resumption with OpenSSL's own programs at the other end, in both roles.</summary>
public sealed class ResumptionInteropTests : IDisposable
{
    private readonly OpenSslPeer _openssl = new();

    public void Dispose() => _openssl.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("-Verify 1 -verify_return_error")]
    public async Task Our_client_resumes_with_s_server(string options)
    {
        IPEndPoint address = _openssl.StartServer($"-no_ticket {options}");
        DtlsContext context = OpenSslPeer.Patient(DtlsContext.ForClient(_openssl.Files));
        SavedSession saved;
        using (var first = DtlsSession.ConnectTo(context, address))
        {
            Assert.False(first.SessionReused);
            saved = first.Save()!;
            first.WriteText("once\n");
            Assert.Equal("once", await _openssl.LineWith("once"));
        }

        using (saved)
        using (var second = DtlsSession.ConnectTo(context, address, saved: saved))
        {
            Assert.True(second.SessionReused);
            Assert.Equal(saved.SessionId, second.Facts!.SessionId);
            second.WriteText("twice\n");
            Assert.Equal("twice", await _openssl.LineWith("twice"));
            await _openssl.WriteLine("from the server");
            Assert.Equal("from the server\n", second.ReadText());
        }
    }

    [Fact]
    public async Task A_server_that_gives_tickets_leaves_nothing_to_save()
    {
        IPEndPoint address = _openssl.StartServer("-no_cache");
        DtlsContext context = OpenSslPeer.Patient(DtlsContext.ForClient(_openssl.Files));
        using var session = DtlsSession.ConnectTo(context, address);

        session.WriteText("here\n");
        Assert.Equal("here", await _openssl.LineWith("here"));
        Assert.Null(session.Save());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task S_client_resumes_with_our_server(bool mutual)
    {
        LessonCertificates files = _openssl.MakeFiles();
        using Socket socket = Loopback.Bound();
        DtlsContext context = OpenSslPeer.Patient(DtlsContext.ForServer(files)) with
        {
            RequireClientCertificate = mutual,
            SessionCache = new SessionCache(),
        };
        string own = mutual ? $"-cert {files.ClientFile} -key {files.ClientKeyFile}" : "";
        string common = $"-servername localhost -verify_return_error {own}";
        string file = _openssl.PathOf("openssl-session.pem");

        Assert.False(await Serve(context, socket, $"{common} -sess_out {file}"));
        Assert.True(await Serve(context, socket, $"{common} -sess_in {file}"));
        Assert.Equal(1, context.SessionCache.Forget());
        Assert.False(await Serve(context, socket, $"{common} -sess_in {file}"));
        Assert.Equal(
            new SessionCacheStatistics
            {
                Stored = 2,
                Hits = 1,
                Misses = 1,
            },
            context.SessionCache.Statistics
        );
    }

    [Fact]
    public async Task S_client_with_another_server_name_gets_a_full_handshake()
    {
        LessonCertificates files = _openssl.MakeFiles();
        using Socket socket = Loopback.Bound();
        DtlsContext context = OpenSslPeer.Patient(DtlsContext.ForServer(files)) with
        {
            SessionCache = new SessionCache(),
        };
        string file = _openssl.PathOf("openssl-session.pem");

        Assert.False(await Serve(context, socket, $"-servername localhost -sess_out {file}"));
        Assert.False(await Serve(context, socket, $"-servername elsewhere -sess_in {file}"));
        Assert.Equal(1, context.SessionCache.Statistics.Refused);
    }

    /// <summary>One client's visit; whether its session was resumed.</summary>
    private async Task<bool> Serve(DtlsContext context, Socket socket, string options)
    {
        using var session = new DtlsSession(context, socket);
        _openssl.StartClient(socket.Address(), options);
        Assert.Equal(DtlsStatus.Done, await OwnThread.Run(() => session.Accept()));
        await _openssl.WriteLine("from the client");
        Assert.Equal("from the client\n", session.ReadText());
        session.WriteText("from the server\n");
        Assert.Equal("from the server", await _openssl.LineWith("server"));
        session.Shutdown();
        // It has written its session to the file already, and would listen half a second more.
        _openssl.End();
        return session.SessionReused;
    }
}
