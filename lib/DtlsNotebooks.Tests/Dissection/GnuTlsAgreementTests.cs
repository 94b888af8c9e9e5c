using System.Text;
using DtlsNotebooks.Dissection;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>GnuTLS and OpenSSL talk to each other; tshark and the conversation page say the same of it.</summary>
public sealed class GnuTlsAgreementTests
{
    [Fact]
    public void OpenSsl_at_GnuTls_with_an_EC_certificate() =>
        Check(GnuTlsHandshake.OpenSslAtGnuTls("openssl at gnutls", TestIdentity.Ec));

    [Fact]
    public void OpenSsl_at_GnuTls_with_an_RSA_certificate() =>
        Check(GnuTlsHandshake.OpenSslAtGnuTls("openssl at gnutls, RSA", TestIdentity.Rsa));

    [Fact]
    public void GnuTls_at_OpenSsl_with_an_EC_certificate() =>
        Check(GnuTlsHandshake.GnuTlsAtOpenSsl("gnutls at openssl", TestIdentity.Ec));

    [Fact]
    public void GnuTls_at_OpenSsl_with_an_RSA_certificate() =>
        Check(GnuTlsHandshake.GnuTlsAtOpenSsl("gnutls at openssl, RSA", TestIdentity.Rsa));

    private static void Check(RecordedHandshake handshake)
    {
        IReadOnlyList<DissectedDatagram> open = handshake.Dissect(withKeys: true);
        Assert.All(open, datagram => Assert.Empty(datagram.Problems));
        Assert.Contains(
            open.SelectMany(datagram => datagram.Records),
            record =>
                record.ApplicationData is { } data
                && Encoding.UTF8.GetString(data.Span).Contains(OpenSslHandshake.Line, StringComparison.Ordinal)
        );
        TsharkAgreement.Check([handshake], withKeys: false);
        TsharkAgreement.Check([handshake], withKeys: true);
        ConversationAgreement.Check(handshake);
    }
}
