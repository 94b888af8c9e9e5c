using System.Globalization;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Dissection.Keys;

namespace DtlsNotebooks.Tests.Dissection;

public sealed class SessionSecretsTests
{
    private static readonly string Random = new('a', 64);
    private static readonly string Secret = new('5', 96);

    [Fact]
    public void A_key_log_is_read_and_other_lines_are_left_out()
    {
        var secrets = SessionSecrets.Parse(
            $"# a comment\r\n\r\nCLIENT_RANDOM {Random} {Secret}\r\nSERVER_HANDSHAKE_TRAFFIC_SECRET 00 00\n"
        );
        Assert.Equal(1, secrets.Count);
        Assert.Equal(2, secrets.With(new byte[32], new byte[48]).Count);
        Assert.Equal(1, secrets.Count);
    }

    [Theory]
    [InlineData("CLIENT_RANDOM aa bb")]
    [InlineData("CLIENT_RANDOM")]
    public void A_broken_line_is_told_by_its_number(string line)
    {
        FormatException error = Assert.Throws<FormatException>(() => SessionSecrets.Parse("# first\n" + line));
        Assert.StartsWith("Line 2 of the key log should read CLIENT_RANDOM", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_words_about_secrets_hold_a_secret()
    {
        var secrets = SessionSecrets.Parse($"CLIENT_RANDOM {Random} {Secret}");
        var keys = SessionKeys.Derive(
            SuiteId.Named("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
            Convert.FromHexString(Secret),
            new byte[32],
            new byte[32]
        );
        Assert.Equal("the secret of 1 session", secrets.ToString());
        Assert.Equal("keys for TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", keys.ToString());
        Assert.DoesNotContain(
            typeof(SessionSecrets).GetProperties().Concat(typeof(SessionKeys).GetProperties()),
            property =>
                property.PropertyType != typeof(int)
                && property.PropertyType != typeof(SessionSecrets)
                && property.PropertyType != typeof(SuiteId)
        );
    }

    /// <summary>The widely used test vector of the TLS 1.2 PRF with SHA-256, from the IETF TLS list.</summary>
    [Fact]
    public void The_pseudorandom_function_gives_the_known_vector()
    {
        byte[] output = TlsPrf.Expand(
            false,
            Hex("9bbe436ba940f017b17652849a71db35"),
            "test label",
            Hex("a0ba9f936cda311827a6f796ffd5198c"),
            100
        );
        Assert.Equal(
            "e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9c9a46b4e14baf9af0fa022f7077def17abfd3797c0564bab4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff70187347b66",
            Convert.ToHexStringLower(output)
        );
    }

    [Fact]
    public void Suites_that_cannot_be_opened_are_refused_in_a_sentence()
    {
        NotSupportedException error = Assert.Throws<NotSupportedException>(() =>
            SessionKeys.Derive(SuiteId.Named("TLS_RSA_WITH_RC4_128_SHA"), new byte[48], new byte[32], new byte[32])
        );
        Assert.Contains("TLS_RSA_WITH_RC4_128_SHA", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SessionSecrets.None.With(new byte[31], new byte[48]));
        Assert.Throws<ArgumentException>(() => SuiteId.Named("TLS_NO_SUCH_SUITE"));
    }

    private static byte[] Hex(string text) =>
        [.. text.Chunk(2).Select(pair => byte.Parse(pair, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
}
