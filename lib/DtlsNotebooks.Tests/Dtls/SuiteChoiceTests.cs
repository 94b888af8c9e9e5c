using System.Net.Security;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>A suite either works or is refused where it is chosen.</summary>
public sealed class SuiteChoiceTests
{
    [Fact]
    public void Every_suite_of_the_registry_is_refused_at_once_or_makes_a_handshake()
    {
        int working = 0;
        foreach (TlsCipherSuite suite in Enum.GetValues<TlsCipherSuite>())
        {
            if (!TryChoose(suite, out string refusal))
            {
                Assert.Contains(suite.ToString(), refusal);
                Assert.Contains("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", refusal);
                continue;
            }

            working++;
            KeyKind keys = suite.ToString().Contains("ECDSA", StringComparison.Ordinal)
                ? KeyKind.EcdsaP256
                : KeyKind.Rsa2048;
            using var run = HandshakeRun.Make(
                LessonPki.Client() with
                {
                    CipherSuites = [suite],
                },
                LessonPki.Server(keys) with
                {
                    CipherSuites = [suite],
                }
            );

            Assert.True(run.ServerStatus == DtlsStatus.Done, $"{suite}: {run.ServerError?.Message}");
            Assert.Equal(suite, run.Client.Facts!.CipherSuite);
            run.AssertEcho("hello");
        }

        Assert.InRange(working, 20, 80);
    }

    [Theory]
    [InlineData(TlsCipherSuite.TLS_PSK_WITH_AES_128_GCM_SHA256)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256)]
    [InlineData(TlsCipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256)]
    [InlineData(TlsCipherSuite.TLS_ECDH_ECDSA_WITH_AES_128_GCM_SHA256)]
    [InlineData(TlsCipherSuite.TLS_DHE_DSS_WITH_AES_128_GCM_SHA256)]
    [InlineData(TlsCipherSuite.TLS_DH_anon_WITH_AES_128_GCM_SHA256)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_NULL_SHA)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_RSA_WITH_RC4_128_SHA)]
    [InlineData(TlsCipherSuite.TLS_AES_128_GCM_SHA256)]
    [InlineData((TlsCipherSuite)0x00FF)]
    [InlineData((TlsCipherSuite)0x5600)]
    [InlineData((TlsCipherSuite)0xFFFE)]
    public void A_suite_that_cannot_work_here_is_refused_among_good_ones_too(TlsCipherSuite suite)
    {
        Assert.False(TryChoose(suite, out _));
        Assert.Throws<ArgumentException>(() =>
            new DtlsContext { CipherSuites = [TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, suite] }
        );
    }

    [Fact]
    public void An_empty_list_is_refused() =>
        Assert.Contains("empty", Assert.Throws<ArgumentException>(() => new DtlsContext { CipherSuites = [] }).Message);

    [Fact]
    public void A_server_whose_suites_do_not_fit_its_key_says_so_before_any_client_comes()
    {
        DtlsContext server = LessonPki.Server(KeyKind.Rsa2048) with
        {
            CipherSuites = [TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256],
        };
        using System.Net.Sockets.Socket socket = Loopback.Bound();
        using var session = new DtlsSession(server, socket);

        Assert.Contains("RSA key", Assert.Throws<InvalidOperationException>(() => session.Accept()).Message);
        Assert.Contains(
            "RSA key",
            Assert
                .Throws<InvalidOperationException>(() =>
                    new DtlsListener(server, new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0))
                )
                .Message
        );
    }

    private static bool TryChoose(TlsCipherSuite suite, out string refusal)
    {
        try
        {
            _ = new DtlsContext { CipherSuites = [suite] };
            refusal = "";
            return true;
        }
        catch (ArgumentException e)
        {
            refusal = e.Message;
            return false;
        }
    }
}
