using System.Net;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Engine;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>
/// A ClientHello in fragments gets its client in, and nobody who has not proved an address makes the server keep
/// anything (RFC 6347, sections 4.2.1 and 4.2.3).
/// </summary>
public sealed class FragmentedHelloTests
{
    private static readonly IPEndPoint Address = new(IPAddress.Loopback, 4711);

    [Theory]
    [InlineData(100)]
    [InlineData(125)]
    [InlineData(150)]
    [InlineData(200)]
    [InlineData(250)]
    [InlineData(300)]
    public void A_client_with_small_datagrams_gets_in(int limit)
    {
        DtlsContext client = LessonPki.Client() with { SendLimit = limit };
        using (var plain = HandshakeRun.Make(client, LessonPki.Server()))
            plain.AssertWorks();

        using var server = new ListenerServer(
            new DtlsListener(LessonPki.Server(), new IPEndPoint(IPAddress.Loopback, 0))
        );
        using var session = DtlsSession.ConnectTo(client, server.Listener.LocalEndPoint);
        session.WriteText("small");
        Assert.Equal("small", session.ReadText());
        Assert.Equal(0, server.Listener.Statistics.DroppedShortHellos);
    }

    [Fact]
    public async Task A_client_whose_datagrams_cannot_hold_the_cookie_is_counted()
    {
        using var listener = new DtlsListener(LessonPki.Server(), new IPEndPoint(IPAddress.Loopback, 0));
        DtlsContext client = LessonPki.Client() with { SendLimit = 64, HandshakeTimeout = TimeSpan.FromSeconds(1) };
        Task<DtlsException> connecting = OwnThread.Run(() =>
            Assert.Throws<DtlsException>(() => DtlsSession.ConnectTo(client, listener.LocalEndPoint))
        );

        Assert.Null(listener.WaitForClient(TimeSpan.FromSeconds(1)));
        Assert.Equal(DtlsError.TimedOut, (await connecting).Error);
        Assert.True(listener.Statistics.DroppedShortHellos > 0, listener.Statistics.ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_rest_may_come_in_any_order_and_more_than_once(bool repeat)
    {
        var cookies = new CookieExchange();
        MemoryTransport answer = MemoryTransport.Pair().Client;
        byte[][] parts = [.. Cut(Proved(cookies, answer), 90)];
        IEnumerable<byte[]> order = [parts[0], .. parts.Skip(1).Reverse()];

        HelloOutcome[] outcomes =
        [
            .. order
                .SelectMany(part => repeat ? [part, part] : (byte[][])[part])
                .Select(part => Look(cookies, part, answer)),
        ];

        Assert.Contains(HelloOutcome.Proved, outcomes);
        Assert.All(outcomes.TakeWhile(o => o != HelloOutcome.Proved), o => Assert.Equal(HelloOutcome.Incomplete, o));
    }

    [Fact]
    public void A_fragment_without_a_proof_is_answered_or_dropped_and_never_kept()
    {
        var cookies = new CookieExchange();
        MemoryTransport answer = MemoryTransport.Pair().Client;
        using var raw = new RawClient(Address);
        byte[][] parts = [.. Cut(raw.Hello, 90)];

        Assert.Equal(HelloOutcome.Unproved, Look(cookies, parts[1], answer));
        Assert.Equal(HelloOutcome.Answered, Look(cookies, parts[0], answer));
        Assert.Equal(HelloOutcome.Unproved, Look(cookies, parts[1], answer));
        Assert.Equal(HelloOutcome.TooShort, Look(cookies, Cut(raw.Hello, 30).First(), answer));

        byte[][] proved = [.. Cut(Proved(cookies, answer), 90)];
        Assert.Equal(HelloOutcome.Incomplete, Look(cookies, proved[0], answer));
        Assert.Equal(HelloOutcome.Unproved, Look(cookies, proved[1], answer, new IPEndPoint(IPAddress.Loopback, 1)));
    }

    [Fact]
    public void Half_hellos_are_bounded_in_number_and_in_time()
    {
        var clock = new ManualClock();
        var assemblies = new HelloAssemblies(clock);
        MemoryTransport answer = MemoryTransport.Pair().Client;
        byte[] first = Cut(Proved(new CookieExchange(), answer), 90).First();
        Assert.True(HelloFragment.TryRead(first, out HelloFragment fragment));
        for (int port = 1; port <= 3 * HelloAssemblies.Most; port++)
            assemblies.Begin(new IPEndPoint(IPAddress.Loopback, port), fragment);
        Assert.Equal(HelloAssemblies.Most, assemblies.Count);

        clock.Advance(HelloAssemblies.Lifetime + TimeSpan.FromSeconds(1));
        assemblies.Begin(Address, fragment);
        Assert.Equal(1, assemblies.Count);
    }

    [Theory]
    [InlineData("-mtu 256")]
    [InlineData("-mtu 256 -servername a.long.name.that.fills.the.hello.up.to.its.brim.localhost.example")]
    public async Task S_client_with_a_small_mtu_gets_in(string options)
    {
        using var openssl = new OpenSslPeer();
        using var server = new ListenerServer(
            new DtlsListener(
                OpenSslPeer.Patient(DtlsContext.ForServer(openssl.MakeFiles())),
                new IPEndPoint(IPAddress.Loopback, 0)
            )
        );
        openssl.StartClient(server.Listener.LocalEndPoint, options);

        await openssl.WriteLine("through a narrow door");

        Assert.Equal("through a narrow door", await openssl.LineWith("narrow"));
    }

    private static HelloOutcome Look(
        CookieExchange cookies,
        byte[] datagram,
        MemoryTransport answer,
        IPEndPoint? sender = null
    )
    {
        cookies.Check(sender ?? Address, datagram, answer, out HelloOutcome outcome);
        return outcome;
    }

    private static byte[] Proved(CookieExchange cookies, MemoryTransport answer)
    {
        using var client = new RawClient(Address);
        Assert.Equal(HelloOutcome.Answered, Look(cookies, client.Hello, answer));
        return client.WithCookie(answer.LastSent);
    }

    /// <summary>Cuts a datagram with a whole hello into fragments of at most so many bytes of its body.</summary>
    private static IEnumerable<byte[]> Cut(byte[] hello, int size)
    {
        const int Headers = 25;
        byte[] body = hello[Headers..];
        for (int at = 0, number = 0; at < body.Length; at += size, number++)
        {
            byte[] part = body[at..Math.Min(at + size, body.Length)];
            byte[] cut = [.. hello[..Headers], .. part];
            cut[10] += (byte)number;
            (cut[11], cut[12]) = ((byte)((part.Length + 12) >> 8), (byte)(part.Length + 12));
            (cut[19], cut[20], cut[21]) = (0, (byte)(at >> 8), (byte)at);
            (cut[22], cut[23], cut[24]) = (0, (byte)(part.Length >> 8), (byte)part.Length);
            yield return cut;
        }
    }
}
