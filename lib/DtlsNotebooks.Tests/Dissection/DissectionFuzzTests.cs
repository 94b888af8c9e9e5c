using System.Globalization;
using System.Net;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>
/// Whatever bytes come, the dissector does not throw and names every byte once. Set DTLS_NOTEBOOKS_FUZZ to a
/// number of inputs for a long run, and DTLS_NOTEBOOKS_FUZZ_SEED for other inputs.
/// </summary>
public sealed class DissectionFuzzTests
{
    private const int InputsEachRound = 250;

    [Fact]
    public void No_spoiled_datagram_makes_it_throw_or_leave_a_byte_without_a_name()
    {
        int inputs = Setting("DTLS_NOTEBOOKS_FUZZ", 120_000);
        int seed = Setting("DTLS_NOTEBOOKS_FUZZ_SEED", 1);
        var handshakes = Handshakes.All.ToList();
        for (int round = 0; round * InputsEachRound < inputs; round++)
            RunRound(handshakes[round % handshakes.Count], new Random(unchecked((seed * 1_000_003) + round)), round);
    }

    [Fact]
    public void No_spoiled_capture_makes_the_describer_throw()
    {
        foreach (RecordedHandshake handshake in Handshakes.All)
        {
            for (int round = 0; round < 12; round++)
            {
                var mutator = new Mutator(
                    new Random(round),
                    [.. handshake.Datagrams.Select(datagram => datagram.Bytes)]
                );
                var spoiled = handshake
                    .Capture.SelectMany(datagram => new[] { datagram, datagram with { Payload = mutator.Next() } })
                    .Select(
                        (datagram, at) =>
                            datagram with
                            {
                                Number = at + 1,
                                CopyOf = at % 7 == 6 ? at : null,
                                Client = at % 11 == 10 ? new IPEndPoint(IPAddress.Loopback, 5) : datagram.Client,
                            }
                    )
                    .ToList();
                IReadOnlyList<DatagramDescription> described = new DtlsDescriber(handshake.Secrets).Describe(spoiled);
                Assert.Equal(spoiled.Count, described.Count);
                foreach (DissectedDatagram dissected in DtlsDissector.DissectAll(spoiled, handshake.Secrets))
                    Assert.Null(Flaw(dissected));
            }
        }
    }

    /// <summary>
    /// Feeds spoiled datagrams to a dissector that knows the true handshake and its keys, and to one that knows
    /// nothing.
    /// </summary>
    private static void RunRound(RecordedHandshake handshake, Random random, int round)
    {
        var mutator = new Mutator(random, [.. handshake.Datagrams.Select(datagram => datagram.Bytes)]);
        var knowing = new DtlsDissector(handshake.Secrets);
        foreach (RecordedDatagram? datagram in handshake.Datagrams.Take(random.Next(handshake.Datagrams.Count)))
            knowing.Dissect(datagram.Direction, datagram.Bytes);
        for (int at = 0; at < InputsEachRound; at++)
        {
            byte[] input = mutator.Next();
            var sender = (Direction)random.Next(2);
            try
            {
                Assert.Null(
                    Flaw(at % 2 == 0 ? knowing.Dissect(sender, input) : DtlsDissector.DissectOne(input, sender))
                );
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException(
                    $"Round {round} ({handshake.Name}), input {at}: {Convert.ToHexString(input)}",
                    exception
                );
            }
        }
    }

    private static string? Flaw(DissectedDatagram datagram)
    {
        int fields = Count(datagram.Fields);
        if (fields > 16 + (6 * datagram.Bytes.Length))
            return $"{fields} fields for {datagram.Bytes.Length} bytes";
        if (datagram.Facts.Count > 30 || datagram.Label.Length > 4000)
            return "the words grow with the input";
        return Partition.Flaw(datagram.Fields, datagram.Bytes.Length)
            ?? datagram.Records.Select(FlawOf).FirstOrDefault(flaw => flaw is not null)
            ?? (
                datagram.Problems.Count == 0
                && datagram.Records.All(record => record.Record.Form == RecordForm.Plain)
                && !Rewrite(datagram).SequenceEqual(datagram.Bytes.ToArray())
                    ? "what is sound is not written back as it was"
                    : null
            );
    }

    private static string? FlawOf(DissectedRecord record)
    {
        if (record.Opened is { } opened && Partition.Flaw(opened.Fields, opened.Plaintext.Length) is { } flaw)
            return flaw;
        foreach (HandshakeMessage message in record.Messages)
        {
            if (Partition.Flaw(message.Fields, message.Bytes.Length) is { } inside)
                return inside;
            if (
                message.Problems.Count == 0
                && (message.Body is null || !message.Body.ToArray().AsSpan().SequenceEqual(message.Bytes.Span))
            )
            {
                return $"a sound {message.Type} is not written back as it was";
            }
        }

        return null;
    }

    private static IEnumerable<byte> Rewrite(DissectedDatagram datagram) =>
        datagram.Records.SelectMany(record => record.Record.ToArray());

    private static int Count(IReadOnlyList<ByteField> fields) => fields.Sum(field => 1 + Count(field.Children));

    private static int Setting(string name, int otherwise) =>
        int.TryParse(
            Environment.GetEnvironmentVariable(name),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out int value
        )
            ? value
            : otherwise;
}
