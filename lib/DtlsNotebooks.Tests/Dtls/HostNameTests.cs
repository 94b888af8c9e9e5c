using System.Net.Sockets;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Engine;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>What is no host name is named before anything is sent.</summary>
public sealed class HostNameTests
{
    [Theory]
    [InlineData("", "empty")]
    [InlineData(".", "empty")]
    [InlineData("localhost:11111", "port")]
    [InlineData("127.0.0.1:11111", "port")]
    [InlineData("[::1]:11111", "brackets")]
    [InlineData("[::1]", "brackets")]
    [InlineData("https://localhost", "scheme")]
    [InlineData("localhost/", "path")]
    [InlineData("localhost ", "space")]
    [InlineData(" ", "space")]
    [InlineData("foo bar", "space")]
    [InlineData("local\0host", "control")]
    [InlineData("local..host", "full stops")]
    [InlineData("host%eth0", "zone")]
    [InlineData("user@host", "@")]
    [InlineData("*.example", "*")]
    public void A_name_that_is_none_is_refused_in_words(string name, string why)
    {
        using Socket silent = Loopback.Bound();
        ArgumentException error = Assert.Throws<ArgumentException>(() =>
            DtlsSession.ConnectTo(LessonPki.Client(), silent.Address(), name)
        );

        Assert.Contains(why, error.Message);
        Assert.Equal(0, silent.Available);
    }

    [Fact]
    public void A_name_that_is_too_long_is_refused_with_its_length()
    {
        Assert.Contains("64", Refusal(new string('a', 64) + ".example"));
        Assert.Contains("299", Refusal(string.Join('.', Enumerable.Repeat("abcdefghi", 30))));
        Assert.DoesNotContain("\n", Refusal(new string('\n', 500)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost", "localhost")]
    [InlineData("localhost.", "localhost")]
    [InlineData("my_host", "my_host")]
    [InlineData("xn--bcher-kva.example", "xn--bcher-kva.example")]
    [InlineData("bücher.example", "xn--bcher-kva.example")]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("::1", "::1")]
    [InlineData("fe80::1%1", "fe80::1")]
    public void A_name_is_written_as_certificates_write_it(string name, string written) =>
        Assert.Equal(written, HostName.Checked(name, "name"));

    [Fact]
    public void A_name_of_63_letters_in_253_is_none_too_long()
    {
        string label = new('a', 63);
        string name = $"{label}.{label}.{label}.{label[..61]}";
        Assert.Equal(name, HostName.Checked(name, "name"));
    }

    private static string Refusal(string name) =>
        Assert.Throws<ArgumentException>(() => HostName.Checked(name, "name")).Message;
}
