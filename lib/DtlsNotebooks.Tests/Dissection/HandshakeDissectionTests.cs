using System.Text;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Dissection.Messages;

namespace DtlsNotebooks.Tests.Dissection;

public sealed class HandshakeDissectionTests
{
    public static IEnumerable<TheoryDataRow<string>> Names =>
        Handshakes.Names.Select(name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_byte_of_every_datagram_is_named_and_nothing_is_faulty(string name)
    {
        RecordedHandshake handshake = Handshakes.Get(name);
        foreach (DissectedDatagram? datagram in handshake.Dissect().Concat(handshake.Dissect(withKeys: true)))
        {
            Assert.Empty(datagram.Problems);
            Assert.Null(Partition.Flaw(datagram.Fields, datagram.Bytes.Length));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_record_fragment_and_message_is_written_back_as_it_was(string name)
    {
        foreach (DissectedDatagram datagram in Handshakes.Get(name).Dissect())
        {
            Assert.Equal(datagram.Bytes.ToArray(), datagram.Records.SelectMany(record => record.Record.ToArray()));
            foreach (DissectedRecord? record in datagram.Records.Where(record => record.Fragments.Count > 0))
            {
                Assert.Equal(
                    record.Record.Fragment.ToArray(),
                    record.Fragments.SelectMany(fragment => fragment.ToArray())
                );
            }

            foreach (HandshakeMessage? message in datagram.Records.SelectMany(record => record.Messages))
                Assert.Equal(message.Bytes.ToArray(), Assert.IsAssignableFrom<HandshakeBody>(message.Body).ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void With_the_key_log_the_echo_and_the_end_are_read(string name)
    {
        var records = Handshakes.Get(name).Dissect(withKeys: true).SelectMany(datagram => datagram.Records).ToList();
        Assert.All(records, record => Assert.True(record.IsReadable, record.NotOpened));
        IEnumerable<string> texts = records
            .Where(record => record.ApplicationData is not null)
            .Select(record => Encoding.UTF8.GetString(record.ApplicationData!.Value.Span))
            .Distinct();
        Assert.Equal([HandshakeMaker.Question, HandshakeMaker.Answer], texts);
        Assert.All(
            records.Where(record => record.Type == RecordType.Alert),
            record => Assert.Equal("close_notify", record.Alert?.Name)
        );
        var finished = records
            .SelectMany(record => record.Messages)
            .Where(message => message.Type == MessageType.Finished)
            .ToList();
        Assert.True(finished.Count >= 2);
        Assert.All(
            finished,
            message => Assert.Equal(12, Assert.IsType<FinishedMessage>(message.Body).VerifyData.Length)
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Without_keys_no_secret_is_read_and_the_reason_is_told(string name)
    {
        var encrypted = Handshakes
            .Get(name)
            .Dissect()
            .SelectMany(datagram => datagram.Records)
            .Where(record => record.Record.IsEncrypted)
            .ToList();
        Assert.NotEmpty(encrypted);
        Assert.All(encrypted, record => Assert.Equal("The session's keys are not known.", record.NotOpened));
        Assert.All(encrypted, record => Assert.Null(record.ApplicationData));
    }
}
