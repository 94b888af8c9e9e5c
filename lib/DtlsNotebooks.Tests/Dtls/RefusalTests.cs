using System.Net.Security;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>Every refusal is named on the side that refuses and, by its alert, on the other.</summary>
public sealed class RefusalTests
{
    [Fact]
    public void A_server_of_another_authority_is_refused()
    {
        DtlsContext server = LessonPki.ServerWith(LessonPki.Stranger.IssueServer());

        AssertClientRefuses(LessonPki.Client(), server, DtlsError.UnknownCa, DtlsAlert.UnknownCa);
    }

    [Fact]
    public void A_server_with_an_expired_certificate_is_refused()
    {
        DtlsContext server = LessonPki.ServerWith(LessonPki.Authority.IssueExpiredServer());

        AssertClientRefuses(LessonPki.Client(), server, DtlsError.CertificateExpired, DtlsAlert.CertificateExpired);
    }

    [Fact]
    public void A_server_whose_time_has_not_come_is_refused()
    {
        DtlsContext server = LessonPki.ServerWith(
            LessonPki.Authority.Issue(
                new CertificateProfile
                {
                    CommonName = "tomorrow's server",
                    NotBefore = DateTimeOffset.UtcNow.AddDays(1),
                }
            )
        );

        AssertClientRefuses(LessonPki.Client(), server, DtlsError.CertificateExpired, DtlsAlert.CertificateExpired);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("example.com")]
    public void A_server_with_another_name_is_refused(string asked)
    {
        DtlsContext server = LessonPki.ServerWith(LessonPki.Authority.IssueWrongNameServer());

        AssertClientRefuses(
            LessonPki.Client(),
            server,
            DtlsError.HostNameMismatch,
            DtlsAlert.BadCertificate,
            asked,
            DtlsError.BadCertificate
        );
    }

    [Fact]
    public void Another_name_passes_where_names_are_not_checked()
    {
        DtlsContext server = LessonPki.ServerWith(LessonPki.Authority.IssueWrongNameServer());
        using var run = HandshakeRun.Make(LessonPki.Client() with { CheckHostName = false }, server);

        run.AssertWorks();
    }

    [Fact]
    public void A_client_certificate_does_not_make_a_server()
    {
        DtlsContext server = LessonPki.ServerWith(LessonPki.Authority.IssueClient());

        AssertClientRefuses(
            LessonPki.Client(),
            server,
            DtlsError.UnsupportedCertificate,
            DtlsAlert.UnsupportedCertificate
        );
    }

    [Fact]
    public void A_client_without_a_certificate_is_refused_where_one_is_required()
    {
        AssertServerRefuses(
            LessonPki.Client(),
            DtlsError.NoClientCertificate,
            DtlsAlert.HandshakeFailure,
            DtlsError.HandshakeFailure
        );
    }

    [Fact]
    public void A_client_of_another_authority_is_refused()
    {
        DtlsContext client = LessonPki.Client() with
        {
            Credentials = new DtlsCredentials(LessonPki.Stranger.IssueClient()),
        };

        AssertServerRefuses(client, DtlsError.UnknownCa, DtlsAlert.UnknownCa, DtlsError.UnknownCa);
    }

    [Fact]
    public void A_client_with_a_server_certificate_is_refused()
    {
        DtlsContext client = LessonPki.Client() with
        {
            Credentials = new DtlsCredentials(LessonPki.Authority.IssueServer()),
        };

        AssertServerRefuses(
            client,
            DtlsError.UnsupportedCertificate,
            DtlsAlert.UnsupportedCertificate,
            DtlsError.UnsupportedCertificate
        );
    }

    [Fact]
    public void No_common_suite_is_refused()
    {
        DtlsContext server = LessonPki.Server(KeyKind.Rsa2048);
        DtlsContext client = LessonPki.Client() with
        {
            CipherSuites = [TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256],
        };
        using var run = HandshakeRun.Make(client, server);

        AssertError(run.ServerError, DtlsError.HandshakeFailure, DtlsSide.Local, DtlsAlert.HandshakeFailure);
        AssertError(run.ClientError, DtlsError.HandshakeFailure, DtlsSide.Peer, DtlsAlert.HandshakeFailure);
    }

    [Fact]
    public void A_server_goes_on_after_a_refused_client()
    {
        using System.Net.Sockets.Socket socket = Loopback.Bound();
        DtlsContext server = LessonPki.Server() with { RequireClientCertificate = true };
        using (var refused = HandshakeRun.Make(LessonPki.Client(), server, socket, socket.Address()))
        {
            Assert.NotNull(refused.ServerError);
        }

        // The run disposed of its socket; the context lives on.
        using var run = HandshakeRun.Make(LessonPki.Client(KeyKind.EcdsaP256), server);
        run.AssertWorks();
    }

    [Fact]
    public void A_context_without_what_it_needs_says_so()
    {
        using System.Net.Sockets.Socket socket = Loopback.Bound();
        var nothing = new DtlsContext();
        using var session = new DtlsSession(nothing, socket);

        Assert.Contains("Credentials", Assert.Throws<InvalidOperationException>(() => session.Accept()).Message);
        Assert.Contains(
            "Verifier",
            Assert.Throws<InvalidOperationException>(() => session.Connect("localhost")).Message
        );
        Assert.Contains("handshake", Assert.Throws<InvalidOperationException>(() => session.WriteText("x")).Message);
    }

    private static void AssertClientRefuses(
        DtlsContext client,
        DtlsContext server,
        DtlsError error,
        DtlsAlert alert,
        string hostName = "localhost",
        DtlsError? seenByServer = null
    )
    {
        using var run = HandshakeRun.Make(client, server, hostName);
        AssertError(run.ClientError, error, DtlsSide.Local, alert);
        AssertError(run.ServerError, seenByServer ?? error, DtlsSide.Peer, alert);
    }

    private static void AssertServerRefuses(
        DtlsContext client,
        DtlsError error,
        DtlsAlert alert,
        DtlsError seenByClient
    )
    {
        DtlsContext server = LessonPki.Server() with { RequireClientCertificate = true };
        using var run = HandshakeRun.Make(client, server);
        AssertError(run.ServerError, error, DtlsSide.Local, alert);
        AssertError(run.ClientError, seenByClient, DtlsSide.Peer, alert);
    }

    private static void AssertError(DtlsException? actual, DtlsError error, DtlsSide side, DtlsAlert alert)
    {
        Assert.NotNull(actual);
        Assert.Equal((error, side, (DtlsAlert?)alert), (actual.Error, actual.FoundBy, actual.Alert));
        Assert.EndsWith(".", actual.WhatToCheck);
        Assert.Contains(actual.WhatToCheck, actual.Message);
    }
}
