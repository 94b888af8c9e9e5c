using DtlsNotebooks.Benchmarks.Captures;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Dissection.Keys;
using DtlsNotebooks.Dtls.Certificates;

namespace DtlsNotebooks.Tests.Benchmarks;

/// <summary>The capture on which the tools are measured is what its summary says.</summary>
public sealed class SampleTrafficTests : IDisposable
{
    private const int Datagrams = 100;
    private const int Echoes = 10;

    private readonly string _folder = Directory.CreateTempSubdirectory("dtls-traffic-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_holds_its_sessions_and_its_key_log_opens_every_protected_record()
    {
        SampleTraffic traffic = Record();
        IReadOnlyList<DissectedDatagram> opened = Dissect(traffic, traffic.KeyLog);

        Assert.True(opened.Count >= Datagrams);
        Assert.Equal(traffic.Sessions, traffic.Capture.Clients.Count);
        Assert.Equal(traffic.Sessions, SessionSecrets.Parse(traffic.KeyLog).Count);
        Assert.All(opened, datagram => Assert.True(datagram.IsDtls && datagram.Problems.Count == 0));
        Assert.All(opened.SelectMany(datagram => datagram.Records), record => Assert.True(record.IsReadable));
        Assert.Equal(2 * traffic.Sessions, Count(opened, MessageType.Finished));
        Assert.Equal(
            2 * Echoes * traffic.Sessions,
            opened.SelectMany(datagram => datagram.Records).Count(record => record.ApplicationData is not null)
        );
    }

    [Fact]
    public void Full_and_resumed_handshakes_take_turns()
    {
        SampleTraffic traffic = Record();

        Assert.True(traffic.Resumed > 0);
        Assert.InRange(traffic.Full - traffic.Resumed, 0, 1);
        // A server shows its certificate in a full handshake alone.
        Assert.Equal(traffic.Full, Count(Dissect(traffic, null), MessageType.Certificate));
    }

    [Fact]
    public void Without_the_key_log_none_of_the_protected_records_is_opened() =>
        Assert.All(
            Dissect(Record(), null).SelectMany(datagram => datagram.Records),
            record => Assert.Equal(record.Record.IsEncrypted, !record.IsReadable)
        );

    private SampleTraffic Record() =>
        SampleTraffic.Record(LessonCertificates.EnsureIn(_folder, KeyKind.EcdsaP256), Datagrams, Echoes);

    private static IReadOnlyList<DissectedDatagram> Dissect(SampleTraffic traffic, string? keyLog) =>
        DtlsDissector.DissectAll([.. traffic.Capture], keyLog is null ? null : SessionSecrets.Parse(keyLog));

    private static int Count(IReadOnlyList<DissectedDatagram> datagrams, MessageType type) =>
        datagrams
            .SelectMany(datagram => datagram.Records)
            .SelectMany(record => record.Messages)
            .Count(message => message.Type == type);
}
