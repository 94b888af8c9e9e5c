using System.Net;
using System.Text;
using DtlsNotebooks.Display;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Dissection.Computing;
using DtlsNotebooks.Dissection.Keys;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Pictures.Ladders;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Pictures.Conversations;

/// <summary>
/// A recorded conversation, byte by byte: every datagram opens to records, messages and fields, what was encrypted
/// stands beside its plaintext, and what was computed is recomputed from its inputs. A notebook shows it; as a page of
/// its own it is one file that needs no network.
/// </summary>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed class Conversation : IDisplayable
{
    internal Conversation(Capture capture, string? keyLog, string? title)
    {
        HasKeys = !string.IsNullOrWhiteSpace(keyLog);
        SessionSecrets secrets = HasKeys ? SessionSecrets.Parse(keyLog!) : SessionSecrets.None;
        List<CapturedDatagram> datagrams = [.. capture];
        IReadOnlyList<DissectedDatagram> dissected = DtlsDissector.DissectAll(datagrams, secrets);
        IReadOnlyList<DatagramDescription> described = new DtlsDescriber(secrets, new PlainUdpDescriber()).Describe(
            datagrams
        );
        Title = title ?? "The conversation, byte by byte";
        Values = Compute(datagrams, dissected, secrets);
        ILookup<int, ComputedValue> values = Values.ToLookup(value => value.Datagram);
        Lifelines lifelines = new(capture.Clients);
        LadderDiagram ladder = CaptureLadder.Of(
            capture.DescribedBy(new DtlsDescriber(secrets, new PlainUdpDescriber())),
            title: null
        );
        var silences = LadderLayout.Of(ladder).Silences.ToDictionary(one => one.BeforeIndex, one => one.Text);
        Parts =
        [
            .. datagrams.Select(
                (datagram, at) =>
                    new ConversationPart(
                        datagram,
                        dissected[at],
                        described[at],
                        lifelines.NameOf(datagram.Client),
                        [.. values[datagram.Number]]
                    )
                    {
                        Sent = datagram.Received - datagrams[0].Received,
                        Silence = silences.GetValueOrDefault(at, ""),
                    }
            ),
        ];
        Sentence = ladder.Sentence;
    }

    /// <summary>What conversation it is.</summary>
    public string Title { get; }

    /// <summary>What happened, in a sentence or two made from the datagrams.</summary>
    public string Sentence { get; }

    /// <summary>Whether a key log was given.</summary>
    public bool HasKeys { get; }

    /// <summary>
    /// All that was computed: cookie, secrets, key block, signatures, nonces, tags, verify_data; in the order of the
    /// datagrams.
    /// </summary>
    public IReadOnlyList<ComputedValue> Values { get; }

    internal IReadOnlyList<ConversationPart> Parts { get; }

    /// <inheritdoc/>
    /// <remarks>Every part of it is folded until it is opened.</remarks>
    public string ToHtml() => ConversationHtml.Write(this);

    /// <inheritdoc/>
    public string ToText() => ConversationText.Write(this);

    /// <summary>Writes it as a page of its own: one file that needs no network.</summary>
    /// <param name="path">Where to write it; an older file is replaced.</param>
    /// <returns>The full path.</returns>
    /// <remarks>
    /// With a key log the page holds what was said and the session's keys, so only its owner may read it; see
    /// <see cref="OwnerOnlyFile.IsOwnerOnly"/> for file systems that cannot keep others out.
    /// </remarks>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or the file may not be written.</exception>
    /// <example><code>string page = capture.Conversation(keys).Save("conversation.html");</code></example>
    public string Save(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string page = ConversationHtml.Page(this);
        if (HasKeys)
            OwnerOnlyFile.Replace(path, Encoding.UTF8.GetBytes(page));
        else
            File.WriteAllText(path, page);
        return Path.GetFullPath(path);
    }

    /// <summary>The same as <see cref="ToText"/>.</summary>
    public override string ToString() => ToText();

    private static IReadOnlyList<ComputedValue> Compute(
        List<CapturedDatagram> datagrams,
        IReadOnlyList<DissectedDatagram> dissected,
        SessionSecrets secrets
    ) =>
        [
            .. datagrams
                .Zip(dissected)
                .GroupBy(pair => (pair.First.Client, pair.First.Server))
                .SelectMany(
                    (IGrouping<(IPEndPoint, IPEndPoint), (CapturedDatagram First, DissectedDatagram Second)> pairs) =>
                        ConversationValues.Of(
                            [.. pairs.Select(pair => pair.First)],
                            [.. pairs.Select(pair => pair.Second)],
                            secrets
                        )
                )
                .OrderBy(value => value.Datagram)
                .ThenBy(value => value.Record),
        ];
}
