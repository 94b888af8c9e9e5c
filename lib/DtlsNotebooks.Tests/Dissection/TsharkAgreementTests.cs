using DtlsNotebooks.Dissection;
using DtlsNotebooks.Proxy;

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

    [Fact]
    public void An_encrypted_alert_that_begins_like_a_plain_one_is_no_disagreement()
    {
        byte[] ciphertext = [1, 1, .. new byte[24]];
        byte[] record = new DtlsRecord
        {
            Type = RecordType.Alert,
            Epoch = 1,
            SequenceNumber = 1,
            Fragment = ciphertext,
        }.ToArray();

        TsharkAgreement.Check(
            [new RecordedHandshake("alone", [new(Direction.ToServer, record, TimeSpan.Zero, Dropped: false)], "")],
            withKeys: false
        );
    }
}
