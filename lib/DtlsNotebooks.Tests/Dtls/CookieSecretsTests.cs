using System.Net;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Engine;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>A cookie proves an address for some minutes, and not for ever (RFC 6347, section 4.2.1).</summary>
public sealed class CookieSecretsTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private static readonly IPEndPoint Address = new(IPAddress.Loopback, 4711);

    private readonly ManualClock _clock = new();
    private readonly CookieExchange _cookies;
    private readonly MemoryTransport _answer = MemoryTransport.Pair().Client;

    public CookieSecretsTests()
    {
        _cookies = new CookieExchange(_clock);
    }

    [Fact]
    public void A_cookie_counts_until_its_secret_is_changed_and_a_while_longer()
    {
        byte[] hello = ProvedHello();
        Assert.True(Proves(hello));

        _clock.Advance(CookieSecrets.Lifetime - Moment);
        Assert.True(Proves(hello));
        byte[] last = ProvedHello();
        _clock.Advance(CookieSecrets.Grace);

        Assert.True(Proves(hello) && Proves(last));
        Assert.True(Proves(ProvedHello()));
    }

    [Fact]
    public void An_old_cookie_proves_nothing_and_gets_a_new_one()
    {
        byte[] hello = ProvedHello();
        _clock.Advance(CookieSecrets.Lifetime);
        Assert.True(Proves(hello));
        _clock.Advance(CookieSecrets.Grace);
        long before = _answer.Statistics.DatagramsSent;

        Assert.False(Proves(hello));
        Assert.Equal(before + 1, _answer.Statistics.DatagramsSent);
        Assert.True(Proves(ProvedHello()));
    }

    [Fact]
    public void After_a_long_silence_the_secret_before_counts_no_more()
    {
        byte[] hello = ProvedHello();
        _clock.Advance(CookieSecrets.Lifetime + CookieSecrets.Grace);

        Assert.False(Proves(hello));
        _clock.Advance(CookieSecrets.Lifetime);
        Assert.False(Proves(hello));
    }

    [Fact]
    public void A_hello_without_a_cookie_is_answered_once_while_two_secrets_count()
    {
        using var client = new RawClient(Address);
        Assert.False(Proves(client.Hello));
        _clock.Advance(CookieSecrets.Lifetime);
        Assert.False(Proves(client.Hello));

        Assert.Equal(2, _answer.Statistics.DatagramsSent);
    }

    /// <summary>A hundred that throw in a row would end a listener.</summary>
    [Fact]
    public void No_hello_however_broken_throws()
    {
        byte[] hello = ProvedHello();
        var chance = new Random(1);
        for (int i = 0; i < 5000; i++)
        {
            byte[] broken = [.. hello];
            for (int changes = chance.Next(1, 4); changes > 0; changes--)
            {
                broken[chance.Next(13, broken.Length)] = (byte)chance.Next(256);
            }

            int length = chance.Next(2) == 0 ? broken.Length : chance.Next(broken.Length);
            _cookies.Check(Address, broken, length, _answer);
        }

        Assert.True(Proves(hello));
    }

    private bool Proves(byte[] hello) => _cookies.Check(Address, hello, hello.Length, _answer) is not null;

    private byte[] ProvedHello()
    {
        using var client = new RawClient(Address);
        Assert.False(Proves(client.Hello));
        return client.WithCookie(_answer.LastSent);
    }
}
