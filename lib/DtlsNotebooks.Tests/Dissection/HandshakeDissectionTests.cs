using DtlsNotebooks.Dissection;
using DtlsNotebooks.Dissection.Messages;

namespace DtlsNotebooks.Tests.Dissection;

public sealed class HandshakeDissectionTests
{
    public static IEnumerable<TheoryDataRow<string>> Names => Handshakes.Names.Select(name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_byte_of_every_datagram_is_named_and_nothing_is_faulty(string name)
    {
        var handshake = Handshakes.Get(name);
        foreach (var datagram in handshake.Dissect().Concat(handshake.Dissect(withKeys: true)))
        {
            Assert.Empty(datagram.Problems);
            Assert.Null(Partition.Flaw(datagram.Fields, datagram.Bytes.Length));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_record_fragment_and_message_is_written_back_as_it_was(string name)
    {
        foreach (var datagram in Handshakes.Get(name).Dissect())
        {
            Assert.Equal(datagram.Bytes.ToArray(), datagram.Records.SelectMany(record => record.Record.ToArray()));
            foreach (var record in datagram.Records.Where(record => record.Fragments.Count > 0))
                Assert.Equal(record.Record.Fragment.ToArray(), record.Fragments.SelectMany(fragment => fragment.ToArray()));
            foreach (var message in datagram.Records.SelectMany(record => record.Messages))
                Assert.Equal(message.Bytes.ToArray(), message.Body is null ? throw new InvalidOperationException(message.Label + string.Join(";", message.Problems) + Convert.ToHexString(message.Bytes.Span)) : Assert.IsAssignableFrom<HandshakeBody>(message.Body).ToArray());
        }
    }

    [Fact]
    public void Print()
    {
        foreach (var name in Handshakes.Names)
        {
            TestContext.Current.TestOutputHelper!.WriteLine("== " + name);
            var handshake = Handshakes.Get(name);
            var closed = new DtlsDescriber().Describe(handshake.Capture);
            var open = new DtlsDescriber(handshake.Secrets).Describe(handshake.Capture);
            for (var at = 0; at < closed.Count; at++)
                TestContext.Current.TestOutputHelper!.WriteLine($"{handshake.Datagrams[at].Direction} {handshake.Datagrams[at].Bytes.Length,5} {closed[at].Label} | {open[at].Label} | {open[at].Kind} | {open[at].Band} | {open[at].SilenceReason} {(handshake.Datagrams[at].Dropped ? "LOST" : "")}");
        }
    }
}
