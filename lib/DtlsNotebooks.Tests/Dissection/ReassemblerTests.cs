using DtlsNotebooks.Dissection;
using DtlsNotebooks.Dissection.Reading;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>The dissection gives a message back when its last byte is there, and no sooner (RFC 6347, section 4.2.3).</summary>
public sealed class ReassemblerTests
{
    private static readonly HandshakeFragment Message = new()
    {
        Type = MessageType.Certificate,
        Length = 100,
        MessageSequence = 3,
        Body = Enumerable.Range(0, 100).Select(i => (byte)i).ToArray(),
    };

    [Theory]
    [InlineData(0, 99)]
    [InlineData(1, 99)]
    [InlineData(0, 50)]
    [InlineData(50, 50)]
    public void A_message_that_lacks_a_byte_at_either_end_is_not_whole(int offset, int length)
    {
        var reassembler = new Reassembler();

        Assert.Null(reassembler.Add(0, Part(offset, length), out string? problem));
        Assert.Null(problem);
        Assert.Equal(1, reassembler.PendingMessages);
    }

    [Fact]
    public void The_byte_that_was_missing_completes_it()
    {
        for (int missing = 0; missing < 100; missing++)
        {
            var reassembler = new Reassembler();
            if (missing > 0)
                Assert.Null(reassembler.Add(0, Part(0, missing), out _));
            if (missing < 99)
                Assert.Null(reassembler.Add(0, Part(missing + 1, 99 - missing), out _));
            ReadOnlyMemory<byte>? whole = reassembler.Add(0, Part(missing, 1), out _);

            Assert.Equal(Message.Body.ToArray(), whole!.Value.ToArray());
            Assert.Equal(0, reassembler.PendingMessages);
        }
    }

    [Fact]
    public void In_any_order_with_repeats_and_overlaps_it_is_whole_exactly_when_every_byte_was_seen()
    {
        var luck = new Random(20261126);
        for (int round = 0; round < 2_000; round++)
        {
            var reassembler = new Reassembler();
            bool[] seen = new bool[100];
            while (true)
            {
                int offset = luck.Next(100);
                int length = luck.Next(1, Math.Min(40, 100 - offset) + 1);
                ReadOnlyMemory<byte>? whole = reassembler.Add(0, Part(offset, length), out _);
                Array.Fill(seen, true, offset, length);

                Assert.Equal(Array.TrueForAll(seen, was => was), whole is not null);
                if (whole is { } bytes)
                {
                    Assert.Equal(Message.Body.ToArray(), bytes.ToArray());
                    break;
                }
            }
        }
    }

    [Fact]
    public void Parts_of_another_message_epoch_type_or_length_do_not_help()
    {
        var reassembler = new Reassembler();
        Assert.Null(reassembler.Add(0, Part(0, 60), out _));

        Assert.Null(reassembler.Add(0, Part(60, 40) with { MessageSequence = 4 }, out _));
        Assert.Null(reassembler.Add(1, Part(60, 40), out _));
        Assert.Null(reassembler.Add(0, Part(60, 40) with { Type = MessageType.Finished }, out string? type));
        Assert.Contains("do not fit together", type, StringComparison.Ordinal);
        Assert.Null(reassembler.Add(0, Part(60, 40) with { Length = 101 }, out string? length));
        Assert.Contains("do not fit together", length, StringComparison.Ordinal);

        Assert.NotNull(reassembler.Add(0, Part(60, 40), out _));
    }

    [Fact]
    public void What_it_keeps_is_bounded()
    {
        var reassembler = new Reassembler();
        for (int sequence = 0; sequence < 1_000; sequence++)
        {
            reassembler.Add(0, Part(0, 60) with { MessageSequence = sequence }, out _);
            Assert.InRange(reassembler.PendingMessages, 1, Reassembler.MaxPending);
        }

        Assert.Null(reassembler.Add(0, Part(0, 1) with { Length = Reassembler.MaxLength + 1 }, out string? problem));
        Assert.NotNull(problem);
    }

    private static HandshakeFragment Part(int offset, int length) =>
        Message with
        {
            FragmentOffset = offset,
            Body = Message.Body.Slice(offset, length),
        };
}
