using DtlsNotebooks.Dissection;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Lessons;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Lessons;

/// <summary>The conversation that a chapter shows before anything is built, and what a listener gets of it.</summary>
public sealed class SampleConversationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dtls-notebooks-").FullName;

    [Fact]
    public void It_is_a_whole_conversation_that_the_pictures_can_read()
    {
        Capture seen = Record();

        Assert.Equal([1, 2, 3, 4, 5, 6], seen.Select(datagram => seen.Dissect(datagram.Number).Flight).OfType<int>());
        Assert.Equal(10, seen.Count);
        Assert.Equal(
            2,
            seen.Count(datagram =>
                Label(seen, datagram).Contains(SampleConversation.Question, StringComparison.Ordinal)
            )
        );
        Assert.Equal(
            2,
            seen.Count(datagram => Label(seen, datagram).Contains("close_notify", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void A_listener_can_read_all_of_it_up_to_the_fifth_datagram()
    {
        Capture seen = Record();

        Assert.All(
            Enumerable.Range(1, 4),
            number => Assert.All(Records(number), record => Assert.True(record.IsReadable))
        );
        Assert.Contains(Records(5), record => !record.IsReadable);

        IReadOnlyList<DissectedRecord> Records(int number) => seen.Dissect(number).Records;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Capture Record() => SampleConversation.Record(LessonCertificates.EnsureIn(_folder));

    private static string Label(Capture seen, CapturedDatagram datagram) => seen.Describe(datagram.Number).Label;
}
