namespace DtlsNotebooks.Tests.Dissection;

/// <summary>Whatever tshark names in a handshake, the dissector names too, with the same value.</summary>
public sealed class TsharkAgreementTests
{
    [Fact]
    public void Without_keys_both_read_the_same_from_every_handshake() =>
        TsharkAgreement.Check([.. Handshakes.All], withKeys: false);

    [Fact]
    public void With_keys_both_read_the_same_from_every_handshake() =>
        TsharkAgreement.Check([.. Handshakes.All], withKeys: true);
}
