using System.Collections;
using System.Net;
using DtlsNotebooks.Display;
using DtlsNotebooks.Dtls.Certificates;

namespace DtlsNotebooks.Proxy;

/// <summary>
/// What a <see cref="UdpProxy"/> recorded, as it was at one moment, in the order in which it was sent. It never
/// changes:
/// filtering and slicing give a new capture, in which every datagram keeps its number.
/// </summary>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed class Capture : IEnumerable<CapturedDatagram>
{
    private readonly IReadOnlyList<CapturedDatagram> _datagrams;
    private readonly Lazy<Dictionary<int, DatagramDescription>> _descriptions;

    /// <summary>A capture of datagrams, from a proxy or made by hand.</summary>
    /// <param name="datagrams">The datagrams in the order of their numbers, which differ.</param>
    /// <param name="started">Time of day from which their times count.</param>
    /// <param name="describer">Tells what is in them; null for <see cref="PlainUdpDescriber"/>.</param>
    /// <exception cref="ArgumentException">Two datagrams have one number, or they are out of order.</exception>
    public Capture(
        IEnumerable<CapturedDatagram> datagrams,
        DateTimeOffset started = default,
        ICaptureDescriber? describer = null
    )
    {
        ArgumentNullException.ThrowIfNull(datagrams);
        this._datagrams = [.. datagrams];
        for (int i = 1; i < this._datagrams.Count; i++)
        {
            if (this._datagrams[i - 1].Number >= this._datagrams[i].Number)
            {
                throw new ArgumentException(
                    $"The numbers of the datagrams must rise: {this._datagrams[i].Number} follows "
                        + $"{this._datagrams[i - 1].Number}.",
                    nameof(datagrams)
                );
            }
        }

        Started = started;
        _descriptions = DescribeLater(this._datagrams, describer ?? new PlainUdpDescriber());
    }

    private Capture(Capture whole, IEnumerable<CapturedDatagram> part)
    {
        _datagrams = [.. part];
        // Described in the whole: what was before a datagram may tell what is in it.
        _descriptions = whole._descriptions;
        Started = whole.Started;
        NotRecorded = whole.NotRecorded;
        Faults = whole.Faults;
    }

    private Capture(Capture capture, ICaptureDescriber describer)
        : this(capture, capture._datagrams) => _descriptions = DescribeLater(_datagrams, describer);

    /// <summary>How many datagrams there are, copies that the network made included.</summary>
    public int Count => _datagrams.Count;

    /// <summary>Time of day from which the times of the datagrams count.</summary>
    public DateTimeOffset Started { get; }

    /// <summary>Datagrams that were handed on and not recorded, because the recording was full.</summary>
    public long NotRecorded { get; internal init; }

    /// <summary>
    /// What went wrong on the reader's side without harm to the network, such as a rule that threw; in sentences.
    /// </summary>
    public IReadOnlyList<string> Faults { get; internal init; } = [];

    /// <summary>The clients, in the order in which they appear.</summary>
    public IReadOnlyList<IPEndPoint> Clients => [.. _datagrams.Select(datagram => datagram.Client).Distinct()];

    /// <summary>The figures.</summary>
    public CaptureSummary Summary => Summaries.Of(_datagrams);

    /// <summary>The datagram with a number.</summary>
    /// <param name="number">The number; the first of a recording is 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">No datagram of this capture has it.</exception>
    public CapturedDatagram this[int number] =>
        _datagrams.FirstOrDefault(datagram => datagram.Number == number)
        ?? throw new ArgumentOutOfRangeException(
            nameof(number),
            number,
            Count == 0
                ? "This capture is empty: send something through the proxy first."
                : $"No datagram here has number {number}: give one of {_datagrams[0].Number} to "
                    + $"{_datagrams[^1].Number}."
        );

    /// <summary>The datagrams for which a condition holds.</summary>
    /// <param name="condition">The condition.</param>
    public Capture Where(Func<CapturedDatagram, bool> condition) => new(this, _datagrams.Where(condition));

    /// <summary>The datagrams with numbers from first to last, both included.</summary>
    /// <param name="first">The lowest number.</param>
    /// <param name="last">The highest number.</param>
    public Capture Slice(int first, int last) => Where(datagram => datagram.Number >= first && datagram.Number <= last);

    /// <summary>The first datagrams.</summary>
    /// <param name="count">How many at most.</param>
    public Capture Take(int count) => new(this, _datagrams.Take(count));

    /// <summary>All but the first datagrams.</summary>
    /// <param name="count">How many to leave out.</param>
    public Capture Skip(int count) => new(this, _datagrams.Skip(count));

    /// <summary>The datagrams that one client sent or was sent.</summary>
    /// <param name="client">The client's own address and port.</param>
    public Capture OfClient(EndPoint client) => Where(datagram => datagram.Client.Equals(client));

    /// <summary>The datagrams of one direction.</summary>
    /// <param name="direction">Which way.</param>
    public Capture Towards(Direction direction) => Where(datagram => datagram.Direction == direction);

    /// <summary>The same datagrams, told by another describer.</summary>
    /// <param name="describer">Tells what is in them.</param>
    public Capture DescribedBy(ICaptureDescriber describer)
    {
        ArgumentNullException.ThrowIfNull(describer);
        return new(this, describer);
    }

    /// <summary>What is in each datagram, by its number.</summary>
    internal IReadOnlyDictionary<int, DatagramDescription> Descriptions => _descriptions.Value;

    /// <summary>What is in a datagram, told in the light of the whole recording.</summary>
    /// <param name="number">The datagram's number.</param>
    /// <exception cref="ArgumentOutOfRangeException">No datagram of this capture has it.</exception>
    public DatagramDescription Describe(int number) => _descriptions.Value[this[number].Number];

    /// <summary>
    /// Saves the capture as a pcapng file that opens in Wireshark and tshark: what each sender sent, at the time it
    /// was sent,
    /// with IP and UDP headers rebuilt. A comment on a packet says what the network did to it: a lost one is in the
    /// file, because it was sent.
    /// </summary>
    /// <param name="path">The file to write; an existing one is replaced.</param>
    /// <param name="keyLog">
    /// The lines of a key log (NSS key log format) to put into the file, so that Wireshark can decrypt; null for none.
    /// With one, the file is readable by its owner only, because it opens the session; see
    /// <see cref="OwnerOnlyFile.IsOwnerOnly"/> for file systems that cannot keep others out.
    /// </param>
    /// <returns>The full path of the file.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public string SavePcapng(string path, string? keyLog = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (keyLog is null)
        {
            using FileStream file = new(path, FileMode.Create, FileAccess.Write);
            WritePcapng(file);
            return file.Name;
        }

        // Whoever can read the file can read the session.
        OwnerOnlyFile.Replace(path, stream => WritePcapng(stream, keyLog));
        return Path.GetFullPath(path);
    }

    /// <summary>Writes what <see cref="SavePcapng"/> saves to a stream.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <param name="keyLog">The lines of a key log to put in; null for none.</param>
    public void WritePcapng(Stream stream, string? keyLog = null) => CapturePcapng.Write(this, stream, keyLog);

    /// <inheritdoc/>
    public IEnumerator<CapturedDatagram> GetEnumerator() => _datagrams.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The figures in one line.</summary>
    public override string ToString() => Summary.ToString();

    private static Lazy<Dictionary<int, DatagramDescription>> DescribeLater(
        IReadOnlyList<CapturedDatagram> datagrams,
        ICaptureDescriber describer
    ) =>
        new(() =>
        {
            IReadOnlyList<DatagramDescription> told = describer.Describe(datagrams);
            return told.Count == datagrams.Count
                ? datagrams.Zip(told).ToDictionary(pair => pair.First.Number, pair => pair.Second)
                : throw new InvalidOperationException(
                    $"{describer.GetType().Name} described {told.Count} of {datagrams.Count} datagrams: a "
                        + "describer gives one description for each, in their order."
                );
        });
}
