using DtlsNotebooks.Pictures;
using DtlsNotebooks.Pictures.ByteMaps;
using DtlsNotebooks.Pictures.Ladders;
using DtlsNotebooks.Pictures.Tables;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Proxy;

public sealed class CaptureTests
{
    [Fact]
    public void Filtering_and_slicing_keep_the_numbers_and_leave_the_whole_alone()
    {
        Capture whole = Captures.Eventful();
        Assert.Equal(
            [2, 3],
            whole
                .Where(datagram =>
                    datagram.Status == DeliveryStatus.Delivered && datagram.Direction == Direction.ToServer
                )
                .Select(datagram => datagram.Number)
        );
        Assert.Equal([2, 3], whole.Slice(2, 3).Select(datagram => datagram.Number));
        Assert.Equal([1], whole.Take(1).Select(datagram => datagram.Number));
        Assert.Equal([4], whole.Skip(3).Select(datagram => datagram.Number));
        Assert.Equal([4], whole.Towards(Direction.ToClient).Select(datagram => datagram.Number));
        Assert.Empty(whole.OfClient(Captures.Client(9)));
        Assert.Equal(4, whole.Count);
        Assert.Equal(4, whole.Slice(4, 4)[4].Number);
    }

    [Fact]
    public void A_number_that_is_not_there_is_told_in_a_sentence()
    {
        Assert.Contains(
            "1 to 4",
            Assert.Throws<ArgumentOutOfRangeException>(() => Captures.Eventful()[5]).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "empty",
            Assert.Throws<ArgumentOutOfRangeException>(() => new Capture([])[1]).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_describer_that_leaves_datagrams_out_is_told_in_a_sentence()
    {
        Capture capture = Captures.Eventful().DescribedBy(new Silent());

        string sentence = Assert.Throws<InvalidOperationException>(() => capture.Ladder()).Message;

        Assert.Contains("Silent described 0 of 4 datagrams", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_must_rise() =>
        Assert.Throws<ArgumentException>(() =>
            new Capture([Captures.Datagram(1, Direction.ToServer, "a"), Captures.Datagram(1, Direction.ToServer, "b")])
        );

    [Fact]
    public void The_summary_counts_everything()
    {
        CaptureSummary summary = Captures.Eventful().Summary;
        Assert.Equal(4, summary.Total.Datagrams);
        Assert.Equal(25, summary.Total.Bytes);
        Assert.Equal(1, summary.Total.Lost);
        Assert.Equal(1, summary.Total.Duplicates);
        Assert.Equal(1, summary.Total.Corrupted);
        Assert.Equal(3, summary.ToServer.Datagrams);
        Assert.Equal(1, summary.ToClient.Datagrams);
        Assert.Equal(1, summary.Clients);
        Assert.Equal(503.1, summary.Duration.TotalMilliseconds, 6);
        Assert.Equal(
            "4 datagrams, 25 bytes, 1 lost, 1 duplicate, 1 corrupted; to the server 3, to the client 1; 503.1 ms",
            summary.ToString()
        );
    }

    [Fact]
    public void The_ladder_says_what_happened()
    {
        LadderDiagram ladder = Captures.Eventful().Ladder();
        Assert.Equal("4 datagrams: 1 lost, 1 duplicate, 1 corrupted", ladder.Title);
        Assert.Equal("4 datagrams · 25 bytes · 3 to the server, 1 to the client · 1 lost · 503.1 ms", ladder.Subtitle);
        Assert.Equal(["Client", "Server"], ladder.Participants);
        Assert.Equal(
            ["“hello”", "“hello”", "“hello”", "“I hear you”"],
            ladder.Messages.Select(message => message.Label)
        );
        Assert.Equal(["lost", "", "duplicate", "corrupted"], ladder.Messages.Select(message => message.Note));
        Assert.Equal([true, false, false, false], ladder.Messages.Select(message => message.Lost));
        Assert.Equal([false, false, true, false], ladder.Messages.Select(message => message.Repeated));
        Assert.Equal([(0, 1), (0, 1), (0, 1), (1, 0)], ladder.Messages.Select(message => (message.From, message.To)));
        Assert.Equal([0, 500, 500, 503], ladder.Messages.Select(message => message.Sent.TotalMilliseconds));
        Assert.Null(ladder.Messages[0].Delivered);
        Assert.Equal(501.1, ladder.Messages[2].Delivered!.Value.TotalMilliseconds, 6);
        Assert.All(ladder.Messages, message => Assert.Equal(MessageKind.PlainUdp, message.Kind));
        Assert.Contains(ladder.Messages[3].Details, line => line.Contains("I hear yov", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(DeliveryStatus.Dropped, "lost")]
    [InlineData(DeliveryStatus.TooLarge, "lost: too large")]
    [InlineData(DeliveryStatus.QueueFull, "lost: queue full")]
    [InlineData(DeliveryStatus.Refused, "refused: nobody listens")]
    [InlineData(DeliveryStatus.SendFailed, "lost: not sent")]
    public void Every_way_of_getting_lost_has_its_note(DeliveryStatus status, string note)
    {
        LadderMessage message = new Capture([Captures.Datagram(1, Direction.ToServer, "x", status)]).Ladder().Messages[
            0
        ];
        Assert.Equal(note, message.Note);
        Assert.True(message.Lost);
        Assert.Null(message.Delivered);
    }

    [Theory]
    [InlineData(2, "Client 1,Server,Client 2")]
    [InlineData(3, "Client 1,Client 2,Server,Client 3")]
    [InlineData(4, "Client 1,Client 2,Server,Client 3,Client 4")]
    public void The_server_stands_among_its_clients(int clients, string names)
    {
        LadderDiagram ladder = new Capture(
            Enumerable.Range(1, clients).Select(i => Captures.Datagram(i, Direction.ToServer, $"{i}", client: i))
        ).Ladder();
        Assert.Equal(names.Split(','), ladder.Participants);
        int server = ladder.Participants.ToList().IndexOf("Server");
        Assert.All(ladder.Messages, message => Assert.Equal(server, message.To));
        Assert.Equal(clients, ladder.Messages.Select(message => message.From).Distinct().Count());
        Assert.Equal("Client 1", ladder.Participants[ladder.Messages[0].From]);
        Assert.Equal($"Client {clients}", ladder.Participants[ladder.Messages[^1].From]);
    }

    [Fact]
    public void An_empty_capture_still_draws()
    {
        Capture capture = new([]);
        Assert.Equal("No datagram was sent", capture.Ladder().Title);
        Assert.Equal(2, capture.Ladder().Participants.Count);
        Assert.Empty(capture.Table().Rows);
        Assert.Equal(TimeSpan.Zero, capture.Summary.Duration);
    }

    [Fact]
    public void Overtaken_datagrams_are_marked()
    {
        Capture capture = new([
            Captures.Datagram(1, Direction.ToServer, "1", at: 0, took: 10),
            Captures.Datagram(2, Direction.ToServer, "2", at: 1, took: 1),
            Captures.Datagram(3, Direction.ToServer, "3", at: 2, took: 20),
            Captures.Datagram(4, Direction.ToServer, "4", client: 2, at: 3, took: 1),
        ]);
        Assert.Equal(["overtaken", "", "", ""], capture.Ladder().Messages.Select(message => message.Note));
        Assert.Equal("4 datagrams: 1 overtaken", capture.Ladder().Title);
        Assert.Contains("one is overtaken on the way", capture.Ladder().Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_network_doubles_neither_overtakes_nor_is_overtaken()
    {
        CapturedDatagram first = Captures.Datagram(1, Direction.ToServer, "1", at: 0, took: 5);
        Capture capture = new([
            Captures.Datagram(1, Direction.ToServer, "1", at: 0, took: 5),
            Captures.Datagram(2, Direction.ToServer, "1", at: 0, took: 9) with
            {
                CopyOf = 1,
            },
            Captures.Datagram(3, Direction.ToServer, "2", at: 1, took: 6),
            Captures.Datagram(4, Direction.ToServer, "2", at: 1, took: 1) with
            {
                CopyOf = 3,
            },
        ]);

        Assert.DoesNotContain(capture.Ladder().Messages, message => message.Overtaken);
        Assert.Contains("2 are doubled by the network", capture.Ladder().Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_has_a_row_a_datagram()
    {
        TableView table = Captures.Eventful().Table("What travelled");
        Assert.Equal("What travelled", table.Title);
        Assert.Equal(["#", "Time (ms)", "From", "To", "Bytes", "Content", "Status"], table.Columns);
        Assert.Equal(table.Columns.Count, table.RightAligned.Count);
        Assert.Equal(["1", "0.000", "Client :40001", "Server :11111", "5", "“hello”", "lost"], table.Rows[0]);
        Assert.Equal(["3", "500.000", "Client :40001", "Server :11111", "5", "“hello”", "duplicate"], table.Rows[2]);
        Assert.Equal(
            ["4", "503.000", "Server :11111", "Client :40001", "10", "“I hear you”", "corrupted"],
            table.Rows[3]
        );
    }

    [Fact]
    public void The_byte_map_is_that_of_the_datagram_and_says_where_its_header_is_from()
    {
        ByteMap map = Captures.Eventful().ByteMap(4);
        Assert.Equal("11111 (0x2B67)", map.Fields[0].Value);
        Assert.Equal("40001 (0x9C41)", map.Fields[1].Value);
        Assert.Contains("rebuilt", map.Subtitle, StringComparison.Ordinal);
        Assert.Equal("I hear you"u8.ToArray(), map.Bytes[8..].ToArray());
    }

    [Fact]
    public void A_part_is_described_in_the_light_of_the_whole()
    {
        Capture capture = Captures.Eventful().DescribedBy(new CountingDescriber());
        Assert.Equal("4 of 4", capture.Slice(4, 4).Ladder().Messages[0].Label);
        Assert.Equal("4 of 4", capture.Where(datagram => datagram.Number > 2).Describe(4).Label);
    }

    private sealed class CountingDescriber : ICaptureDescriber
    {
        public IReadOnlyList<DatagramDescription> Describe(IReadOnlyList<CapturedDatagram> datagrams) =>
            [
                .. datagrams.Select(
                    (_, index) => new DatagramDescription { Label = $"{index + 1} of {datagrams.Count}" }
                ),
            ];
    }

    private sealed class Silent : ICaptureDescriber
    {
        public IReadOnlyList<DatagramDescription> Describe(IReadOnlyList<CapturedDatagram> datagrams) => [];
    }
}
