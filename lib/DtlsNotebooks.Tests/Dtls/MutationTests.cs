using System.Net;
using System.Security.Cryptography;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Engine;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>
/// Changed datagrams, records and saved sessions are refused or understood, and never end in another way. With the
/// environment variable DTLS_NOTEBOOKS_LONG set each test makes a million of them.
/// </summary>
public sealed class MutationTests
{
    private static readonly int Inputs = Environment.GetEnvironmentVariable("DTLS_NOTEBOOKS_LONG") is null
        ? 3_000
        : 1_000_000;

    private static readonly IPEndPoint Address = new(IPAddress.Loopback, 4711);

    [Fact]
    public void Changed_hellos_are_answered_admitted_or_dropped()
    {
        var cookies = new CookieExchange();
        MemoryTransport answer = MemoryTransport.Pair().Client;
        answer.Drops = _ => true;
        using var client = new RawClient(Address);
        Assert.Null(cookies.Check(Address, client.Hello, client.Hello.Length, answer));
        byte[] proved = client.WithCookie(answer.LastSent);
        var chance = new Random(1);
        for (int i = 0; i < Inputs; i++)
        {
            byte[] changed = Mutate(chance.Next(2) == 0 ? proved : client.Hello, chance);
            cookies.Check(Address, changed, changed.Length, answer);
        }

        Assert.NotNull(cookies.Check(Address, proved, proved.Length, answer));
    }

    [Fact]
    public void What_is_kept_of_a_changed_datagram_is_whole_records_in_their_order()
    {
        byte[] datagram =
        [
            .. new RawClient(Address).Hello,
            .. new byte[] { 20, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 1 },
            .. new byte[] { 23, 0xFE, 0xFD, 0, 1, 0, 0, 0, 0, 0, 1, 0, 24 },
            .. new byte[24],
            .. new byte[] { 21, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2, 1, 0 },
        ];
        var chance = new Random(2);
        for (int i = 0; i < Inputs; i++)
        {
            byte[] changed = Mutate(datagram, chance);
            int kept = new RecordFilter().Sift(changed);

            Assert.InRange(kept, 0, changed.Length);
            AssertWholeRecords(changed.AsSpan(0, kept));
        }
    }

    [Fact]
    public void A_changed_saved_session_with_a_right_checksum_is_a_session_or_refused()
    {
        using var cache = new SessionCache();
        using var run = HandshakeRun.Make(LessonPki.Client(), LessonPki.Server() with { SessionCache = cache });
        using SavedSession saved = run.Client.Save()!;
        byte[] file = SavedSessionFile.Encode(saved);
        byte[] body = file[..^SHA256.HashSizeInBytes];
        var chance = new Random(3);
        int refused = 0;
        for (int i = 0; i < Inputs; i++)
        {
            byte[] changed = Mutate(body, chance);
            try
            {
                SavedSessionFile.Decode([.. changed, .. SHA256.HashData(changed)], "file").Dispose();
            }
            catch (SavedSessionException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1, Inputs - 1);
    }

    private static byte[] Mutate(byte[] input, Random chance)
    {
        var bytes = new List<byte>(input);
        for (int changes = chance.Next(1, 5); changes > 0 && bytes.Count > 1; changes--)
        {
            int at = chance.Next(bytes.Count);
            switch (chance.Next(4))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << chance.Next(8));
                    break;
                case 1:
                    bytes[at] = chance.Next(2) == 0 ? (byte)0 : (byte)0xFF;
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(chance.Next(1, 20), bytes.Count - at));
                    break;
                default:
                    bytes.Insert(at, (byte)chance.Next(256));
                    break;
            }
        }

        return [.. bytes];
    }

    private static void AssertWholeRecords(ReadOnlySpan<byte> kept)
    {
        while (!kept.IsEmpty)
        {
            Assert.True(kept.Length >= 13);
            // With a connection ID the length lies elsewhere, and the rest of the datagram is left to the record layer.
            if (kept[0] == 25)
                return;

            kept = kept[(13 + (kept[11] << 8) + kept[12])..];
        }
    }
}
