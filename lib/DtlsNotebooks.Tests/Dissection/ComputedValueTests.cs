using DtlsNotebooks.Dissection;
using DtlsNotebooks.Dissection.Computing;
using DtlsNotebooks.Pictures;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>What two ends computed is recomputed from the datagrams and the key log alone.</summary>
public sealed class ComputedValueTests
{
    public static TheoryData<string> Names() => [.. Handshakes.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void With_its_keys_every_value_of_every_kind_of_handshake_verifies(string name)
    {
        RecordedHandshake handshake = Handshakes.Get(name);

        IReadOnlyList<ComputedValue> values = Values(handshake.Capture, handshake.KeyLog);

        Assert.DoesNotContain(values, value => value.State == ComputedState.Wrong);
        int handshakes = name.StartsWith("resumed", StringComparison.Ordinal) ? 2 : 1;
        Assert.Equal(2 * handshakes, Of(values, "verify_data of the ").Count(IsVerified));
        Assert.Equal(
            handshakes,
            values.Count(value => value.Name.EndsWith("master secret", StringComparison.Ordinal) && IsVerified(value))
        );
        Assert.Equal(handshakes, Of(values, "key block").Count);
    }

    [Theory]
    [InlineData("EC, cookie")]
    [InlineData("EC, ChaCha20")]
    [InlineData("EC, small datagrams")]
    [InlineData("RSA")]
    public void Each_encrypted_record_is_encrypted_once_more(string name)
    {
        RecordedHandshake handshake = Handshakes.Get(name);
        int encrypted = handshake
            .Dissect(withKeys: true)
            .Sum(datagram => datagram.Records.Count(record => record.Record.IsEncrypted));

        IReadOnlyList<ComputedValue> values = Values(handshake.Capture, handshake.KeyLog);

        Assert.Equal(encrypted, Of(values, "ciphertext and tag").Count(IsVerified));
        Assert.All(Of(values, "nonce"), value => Assert.Equal(12, value.Value.Length));
        Assert.All(Of(values, "additional data"), value => Assert.Equal(13, value.Value.Length));
    }

    [Fact]
    public void Both_signatures_are_checked_with_the_certificates_shown()
    {
        RecordedHandshake handshake = Handshakes.Get("EC, mutual");

        IReadOnlyList<ComputedValue> values = Values(handshake.Capture, "");

        Assert.Equal(
            [("signature of the server", ComputedState.Verified), ("signature of the client", ComputedState.Verified)],
            Of(values, "signature of the ").Select(value => (value.Name, value.State))
        );
    }

    [Theory]
    [InlineData("EC, cookie")]
    [InlineData("EC, ChaCha20")]
    public void What_was_changed_on_the_way_is_computed_as_the_receiver_did(string name)
    {
        RecordedHandshake handshake = Handshakes.Get(name);
        List<CapturedDatagram> datagrams = [.. handshake.Capture];
        int at = datagrams.FindLastIndex(one => one.Payload.Span[0] == (byte)RecordType.ApplicationData);
        byte[] sent = datagrams[at].Payload.ToArray();

        ComputedValue OfChange(Index place)
        {
            byte[] changed = [.. sent];
            changed[place] ^= 4;
            datagrams[at] = datagrams[at] with { DeliveredPayload = changed };
            IReadOnlyList<ComputedValue> values = Values(datagrams, handshake.KeyLog);
            return Assert.Single(values, value => value.State == ComputedState.Wrong);
        }

        // Where only the tag was changed, the receiver computes the very tag that was sent.
        Assert.Equal(sent[^16..], OfChange(^1).Value.ToArray());
        foreach (Index place in new Index[] { ^17, 14, 10 })
        {
            ComputedValue changed = OfChange(place);
            Assert.Equal(datagrams[at].Number, changed.Datagram);
            Assert.Equal(16, changed.Value.Length);
            Assert.NotEqual(sent[^16..], changed.Value.ToArray());
        }
    }

    [Fact]
    public void What_was_changed_on_the_way_is_said_byte_by_byte()
    {
        List<CapturedDatagram> datagrams = [.. Handshakes.Get("EC, cookie").Capture];
        byte[] changed = datagrams[0].Payload.ToArray();
        (changed[30], changed[31]) = ((byte)(changed[30] ^ 0xff), (byte)(changed[31] ^ 1));
        string before = $"byte 30 from {datagrams[0].Payload.Span[30]:x2} to {changed[30]:x2}, byte 31 from ";
        datagrams[0] = datagrams[0] with { DeliveredPayload = changed };

        string text = new Capture(datagrams).Conversation().ToText();

        Assert.Contains(before, text.ReplaceLineEndings(" ").Replace("   ", " "), StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_that_was_changed_is_found_out()
    {
        RecordedHandshake handshake = Handshakes.Get("EC, cookie");
        List<CapturedDatagram> datagrams = [.. handshake.Capture];
        int at = datagrams.FindIndex(one => one.Payload.Span[0] == 22 && one.Payload.Span[13] == 12);
        byte[] changed = datagrams[at].Payload.ToArray();
        changed[^1] ^= 1;
        datagrams[at] = datagrams[at] with { Payload = changed, DeliveredPayload = changed };

        IReadOnlyList<ComputedValue> values = Values(datagrams, handshake.KeyLog);

        Assert.Equal(
            [
                "extended master secret",
                "signature of the server",
                "verify_data of the client",
                "verify_data of the server",
            ],
            values.Where(value => value.State == ComputedState.Wrong).Select(value => value.Name).Order()
        );
        Assert.Contains("changed on the way", Of(values, "verify_data")[0].Explanation, StringComparison.Ordinal);
        Assert.Equal(12, Of(values, "verify_data")[0].Parts[0].Bytes.Length);
    }

    [Fact]
    public void Without_keys_it_says_what_stays_closed_and_why()
    {
        IReadOnlyList<ComputedValue> values = Values(Handshakes.Get("EC, cookie").Capture, "");

        Assert.Equal(
            ["cookie", "pre-master secret", "extended master secret", "key block"],
            values.Where(value => value.State == ComputedState.Closed).Select(value => value.Name)
        );
        Assert.Contains("key log", Of(values, "key block")[0].Explanation, StringComparison.Ordinal);
        Assert.True(Of(values, "key block")[0].Value.IsEmpty);
    }

    [Fact]
    public void The_key_block_is_cut_into_the_parts_of_its_suite()
    {
        RecordedHandshake handshake = Handshakes.Get("EC, CBC");

        ComputedValue block = Of(Values(handshake.Capture, handshake.KeyLog), "key block")[0];

        Assert.Equal(
            [
                ("client_write_MAC_key", 32),
                ("server_write_MAC_key", 32),
                ("client_write_key", 16),
                ("server_write_key", 16),
            ],
            block.Parts.Select(part => (part.Name, part.Bytes.Length))
        );
        Assert.Equal(block.Value.ToArray(), block.Parts.SelectMany(part => part.Bytes.ToArray()));
    }

    [Fact]
    public void Tshark_reads_the_same_cookie_and_randoms_that_go_in()
    {
        RecordedHandshake handshake = Handshakes.Get("EC, mutual");
        IReadOnlyList<IReadOnlyDictionary<string, string[]>> theirs = TsharkFields.Read(
            handshake.Capture,
            handshake.KeyLog,
            ["dtls.handshake.cookie", "dtls.handshake.random"]
        );
        IReadOnlyList<ComputedValue> values = Values(handshake.Capture, handshake.KeyLog);

        Assert.Equal(Hex(theirs, "dtls.handshake.cookie")[0], Convert.ToHexStringLower(values[0].Value.Span));
        IReadOnlyList<ComputedPart> inputs = Of(values, "key block")[0].Inputs;
        Assert.Equal(
            Hex(theirs, "dtls.handshake.random").Distinct().Order(),
            inputs
                .Where(input => input.Name.EndsWith("random", StringComparison.Ordinal))
                .Select(input => Convert.ToHexStringLower(input.Bytes.Span))
                .Order()
        );
    }

    private static List<string> Hex(IReadOnlyList<IReadOnlyDictionary<string, string[]>> theirs, string field) =>
        [
            .. theirs
                .SelectMany(datagram => datagram[field])
                .Select(hex => hex.Replace(":", "", StringComparison.Ordinal)),
        ];

    private static IReadOnlyList<ComputedValue> Values(IReadOnlyList<CapturedDatagram> datagrams, string keyLog) =>
        new Capture(datagrams).Conversation(keyLog).Values;

    private static List<ComputedValue> Of(IReadOnlyList<ComputedValue> values, string name) =>
        [.. values.Where(value => value.Name.StartsWith(name, StringComparison.Ordinal))];

    private static bool IsVerified(ComputedValue value) => value.State == ComputedState.Verified;
}
