using DtlsNotebooks.Dissection.Names;
using DtlsNotebooks.Dtls;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>Every alert that a peer may send has a name, an error and a sentence.</summary>
public sealed class DtlsAlertTests
{
    [Fact]
    public void The_alerts_are_those_of_the_registry()
    {
        Dictionary<int, string> named = Enum.GetValues<DtlsAlert>()
            .ToDictionary(alert => (int)alert, alert => Received((byte)alert).AlertName!);

        Assert.Equal(AlertRegistry.All.OrderBy(entry => entry.Key), named.OrderBy(entry => entry.Key));
    }

    [Fact]
    public void Every_alert_of_the_registry_is_an_error_with_a_sentence_of_its_own()
    {
        foreach (DtlsAlert alert in Enum.GetValues<DtlsAlert>())
        {
            DtlsException error = Received((byte)alert);

            Assert.NotEqual(DtlsError.Other, error.Error);
            Assert.Equal((alert, DtlsSide.Peer), (error.Alert, error.FoundBy));
            if (alert != DtlsAlert.GeneralError)
                Assert.NotEqual(Received(200).WhatToCheck, error.WhatToCheck);
        }
    }

    [Theory]
    [InlineData(DtlsAlert.NoCertificate)]
    [InlineData(DtlsAlert.CertificateRequired)]
    public void A_peer_may_miss_the_clients_certificate_in_other_words(DtlsAlert alert) =>
        Assert.Equal(DtlsError.NoClientCertificate, Received((byte)alert).Error);

    [Fact]
    public void An_alert_that_has_no_name_keeps_its_number()
    {
        DtlsException error = Received(200);

        Assert.Equal((DtlsError.Other, "alert 200"), (error.Error, error.AlertName));
        Assert.StartsWith("alert 200: ", error.Message);
    }

    private static DtlsException Received(byte alert) => DtlsException.From(new TlsFatalAlertReceived(alert));
}
