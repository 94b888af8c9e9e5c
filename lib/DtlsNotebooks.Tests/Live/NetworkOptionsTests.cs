using DtlsNotebooks.Live;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Live;

/// <summary>The command line of the network between programs.</summary>
public sealed class NetworkOptionsTests
{
    [Fact]
    public void Nothing_said_is_loopback_without_harm()
    {
        var options = NetworkOptions.Read([]);

        Assert.Equal("127.0.0.1:11111", options.Server.ToString());
        Assert.Equal(11112, options.Port);
        Assert.False(options.Any);
        Assert.Null(options.CapturePath);
        Assert.Null(options.PagePort);
        Assert.Equal((Impairment.None, Impairment.None), (options.There, options.Back));
    }

    [Fact]
    public void Everything_said_is_taken()
    {
        var options = NetworkOptions.Read(
            "--listen 0 --to 192.168.1.5:22222 --loss 0.25 --duplicate-there 0.5 --reorder-back 1 --corrupt .125 --delay 50 --delay-back 7.5 --seed -3 --any --capture a.pcapng --page 8080".Split(
                ' '
            )
        );

        Assert.Equal(
            (0, "192.168.1.5:22222", -3, true),
            (options.Port, $"{options.Server}", options.Seed, options.Any)
        );
        Assert.Equal(("a.pcapng", 8080), (options.CapturePath, options.PagePort));
        Assert.Equal((0.25, 0.25), (options.There.Loss, options.Back.Loss));
        Assert.Equal((0.5, 0.0), (options.There.Duplicate, options.Back.Duplicate));
        Assert.Equal((0.0, 1.0), (options.There.Reorder, options.Back.Reorder));
        Assert.Equal((0.125, 0.125), (options.There.Corrupt, options.Back.Corrupt));
        Assert.Equal((50, 7.5), (options.There.Delay.TotalMilliseconds, options.Back.Delay.TotalMilliseconds));
    }

    [Theory]
    [InlineData("--page", 0)]
    [InlineData("--page --any", 0)]
    [InlineData("--any --page 0", 0)]
    [InlineData("--page 8080 --any", 8080)]
    public void A_page_needs_no_port(string line, int port) =>
        Assert.Equal(port, NetworkOptions.Read(line.Split(' ')).PagePort);

    [Theory]
    [InlineData("11111", "127.0.0.1:11111")]
    [InlineData("localhost:5", "127.0.0.1:5")]
    [InlineData("[::1]:5", "[::1]:5")]
    public void A_server_may_be_said_in_short(string text, string server) =>
        Assert.Equal(server, NetworkOptions.Read(["--to", text]).Server.ToString());

    [Theory]
    [InlineData("--colour red", "--colour")]
    [InlineData("loss", "loss")]
    [InlineData("--loss-sideways 1", "--loss-sideways")]
    [InlineData("--loss", "--loss")]
    [InlineData("--loss --any", "--loss")]
    [InlineData("--loss much", "much")]
    [InlineData("--loss 20", "0 to 1")]
    [InlineData("--loss 0,2", "0,2")]
    [InlineData("--loss -1", "-1")]
    [InlineData("--loss NaN", "NaN")]
    [InlineData("--delay 60001", "milliseconds")]
    [InlineData("--delay soon", "milliseconds")]
    [InlineData("--listen 65536", "65536")]
    [InlineData("--listen eleven", "eleven")]
    [InlineData("--page -1", "-1")]
    [InlineData("--seed 1.5", "whole number")]
    [InlineData("--to nowhere", "nowhere")]
    [InlineData("--to 127.0.0.1", "127.0.0.1")]
    [InlineData("--to 127.0.0.1:0", ":0")]
    [InlineData("--to 0", "0")]
    [InlineData("--to 0.0.0.0:11111", "0.0.0.0")]
    [InlineData("--to 127.0.0.1:65536", "65536")]
    [InlineData("--any --any", "twice")]
    [InlineData("--capture", "--capture")]
    public void What_is_not_understood_is_one_sentence(string line, string word)
    {
        string sentence = Assert.Throws<FormatException>(() => NetworkOptions.Read(line.Split(' '))).Message;

        Assert.Contains(word, sentence, StringComparison.Ordinal);
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', sentence);
    }

    [Fact]
    public void The_help_names_every_option()
    {
        foreach (
            string option in "--listen --to --loss --duplicate --reorder --corrupt --delay --seed --any --capture --page".Split(
                ' '
            )
        )
        {
            Assert.Contains(option, NetworkOptions.Help, StringComparison.Ordinal);
        }
    }
}
