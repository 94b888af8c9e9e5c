using DtlsNotebooks.Pictures.Ladders;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Tests.Pictures.Ladders;

/// <summary>Hand-written captures.</summary>
public static class SampleLadders
{
    /// <summary>A row of a ladder.</summary>
    public static LadderMessage Message(int from, int to, double sent, string label, double? delivered = null) =>
        new()
        {
            From = from,
            To = to,
            Sent = TimeSpan.FromMilliseconds(sent),
            Delivered = TimeSpan.FromMilliseconds(delivered ?? sent + 0.2),
            Label = label,
            Bytes = label.Length,
        };

    /// <summary>A lost row of a ladder.</summary>
    public static LadderMessage Lost(int from, int to, double sent, string label) =>
        Message(from, to, sent, label) with
        {
            Delivered = null,
            Lost = true,
            Note = "lost",
        };

    /// <summary>Rows between a client (0) and a server (1).</summary>
    public static LadderDiagram TwoParties(params IReadOnlyList<LadderMessage> messages) =>
        new()
        {
            Title = "An echo",
            Subtitle = "by hand",
            Participants = ["Client", "Server"],
            Messages = messages,
        };

    /// <summary>A DTLS 1.2 handshake in which the server's Certificate is lost once.</summary>
    public static LadderDiagram Handshake()
    {
        LadderMessage Flight(
            int number,
            int from,
            double sent,
            string label,
            MessageKind kind = MessageKind.Handshake
        ) =>
            Message(from, 1 - from, sent, label) with
            {
                Band = $"flight {number}",
                Kind = kind,
                Details = ["a record of epoch 0"],
            };
        LadderMessage Again(double sent, string label) =>
            Flight(4, 1, sent, label) with
            {
                Repeated = true,
                Note = "retransmission",
            };
        return TwoParties(
            Flight(1, 0, 0, "ClientHello"),
            Flight(2, 1, 0.9, "HelloVerifyRequest · cookie"),
            Flight(3, 0, 1.9, "ClientHello + cookie"),
            Flight(4, 1, 3.9, "ServerHello"),
            Flight(4, 1, 4.0, "Certificate (fragment 1/2)") with
            {
                Delivered = null,
                Lost = true,
                Note = "lost",
            },
            Flight(4, 1, 4.1, "Certificate (2/2) · ServerKeyExchange · ServerHelloDone"),
            Again(1004.2, "ServerHello") with
            {
                SilenceReason = "the server's retransmission timer runs out",
            },
            Again(1004.3, "Certificate (fragment 1/2)"),
            Again(1004.4, "Certificate (2/2) · ServerKeyExchange · ServerHelloDone"),
            Flight(5, 0, 1006.6, "ClientKeyExchange"),
            Flight(5, 0, 1006.8, "ChangeCipherSpec", MessageKind.ChangeCipherSpec),
            Flight(5, 0, 1006.9, "Finished · encrypted"),
            Flight(6, 1, 1008.2, "ChangeCipherSpec", MessageKind.ChangeCipherSpec),
            Flight(6, 1, 1008.3, "Finished · encrypted"),
            Message(0, 1, 1009.5, "“hello, dtls”") with
            {
                Kind = MessageKind.ApplicationData,
            },
            Message(1, 0, 1010.1, "“I hear you”") with
            {
                Kind = MessageKind.ApplicationData,
            },
            Message(0, 1, 1011.0, "close_notify") with
            {
                Kind = MessageKind.Goodbye,
            }
        ) with
        {
            Title = "DTLS 1.2 handshake, one datagram lost",
        };
    }

    /// <summary>
    /// An echo with a loss, a copy, a reordering, and text that would be dangerous or too long as it is.
    /// </summary>
    public static LadderDiagram BadNetwork() =>
        TwoParties(
            Message(0, 1, 0.1, "“one”"),
            Message(1, 0, 0.4, "“I hear you”"),
            Lost(0, 1, 20.3, "“two”"),
            Message(0, 1, 520.9, "“two again”") with
            {
                SilenceReason = "the client waits for the echo",
            },
            Message(1, 0, 521.3, "“I hear you”"),
            Message(1, 0, 521.3, "“I hear you”") with
            {
                Repeated = true,
                NetworkCopy = true,
                Note = "duplicate",
            },
            Message(0, 1, 540, "“three”", delivered: 572) with
            {
                Note = "delayed",
            },
            Message(0, 1, 551.2, "“<img src=x onerror=window.hit=1></script><script>window.hit=1</script>”"),
            Message(0, 1, 559.2, $"“{new string('w', 300)}”"),
            Message(1, 0, 572.5, "$\\alpha$ &lt; %{x} #0072B2")
        );

    /// <summary>A ladder in which every mark occurs that there is.</summary>
    public static LadderDiagram EveryMark() =>
        TwoParties(
            Message(0, 1, 0, "ClientKeyExchange · ChangeCipherSpec · Finished (encrypted)") with
            {
                Kind = MessageKind.Handshake,
                Parts =
                [
                    new("ClientKeyExchange", MessageKind.Handshake, false),
                    new("ChangeCipherSpec", MessageKind.ChangeCipherSpec, false),
                    new("Finished (encrypted)", MessageKind.Handshake, true),
                ],
                Details = ["Handshake record", "  deeper"],
            },
            Encrypted(0, 1, 2, "“one”", MessageKind.ApplicationData),
            Encrypted(0, 1, 2, "“one”", MessageKind.ApplicationData) with
            {
                Repeated = true,
                NetworkCopy = true,
                ThrownAway = "replay: its number came before",
                Note = "duplicate, thrown away: replay: its number came before",
            },
            Lost(1, 0, 3, "“two”"),
            Message(1, 0, 400, "“two”") with
            {
                Repeated = true,
                Note = "retransmission",
                SilenceReason = "a timer",
            },
            Message(0, 1, 401, "“late”", delivered: 404) with
            {
                Overtaken = true,
                Note = "overtaken",
            },
            Message(0, 1, 402, "“early”", delivered: 403),
            Message(0, 1, 405, "“under way”") with
            {
                Delivered = null,
            },
            Encrypted(1, 0, 406, "alert · encrypted", MessageKind.ClosedAlert),
            Encrypted(1, 0, 407, "fatal bad_record_mac", MessageKind.Alert),
            Encrypted(0, 1, 408, "close_notify", MessageKind.Goodbye),
            Encrypted(0, 1, 409, "“changed”", MessageKind.ApplicationData) with
            {
                Changed = true,
                ThrownAway = "its tag is wrong",
                Note = "corrupted, thrown away: its tag is wrong",
            }
        );

    /// <summary>A row whose one record is encrypted.</summary>
    public static LadderMessage Encrypted(int from, int to, double sent, string label, MessageKind kind) =>
        Message(from, to, sent, label) with
        {
            Kind = kind,
            Parts = [new(label, kind, true)],
        };

    /// <summary>An echo of many datagrams.</summary>
    public static LadderDiagram Large(int count) =>
        TwoParties([
            .. Enumerable.Range(0, count).Select(i => Message(i % 2, 1 - (i % 2), i * 0.05, $"“message {i}”")),
        ]);

    /// <summary>Three clients of one server, with arrows over several lifelines.</summary>
    public static LadderDiagram ManyClients() =>
        new()
        {
            Title = "Three clients",
            Participants = ["Client 1 · 50001", "Client 2 · 50002", "Client 3 · 50003", "Server · 11111"],
            Messages =
            [
                Message(0, 3, 0.1, "“from one”"),
                Message(1, 3, 0.2, "“from two, with rather a long text in it to be shortened”"),
                Message(2, 3, 0.3, "“from three”"),
                Message(3, 0, 0.6, "“I hear you”"),
                Lost(3, 1, 0.7, "“I hear you”"),
                Message(3, 2, 0.9, "“I hear you”"),
            ],
        };
}
