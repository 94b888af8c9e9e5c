using System.Text;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Dissection.Keys;
using DtlsNotebooks.Dissection.Messages;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Lessons;

/// <summary>What can be read from a recorded conversation, without keys and with them.</summary>
public static class CaptureReading
{
    private const byte ChangeCipherSpecRecord = 20;
    private const byte HandshakeRecord = 22;

    /// <summary>
    /// The session ID in the hello of a datagram, as hexadecimal digits (RFC 5246, sections 7.4.1.2 and 7.4.1.3).
    /// </summary>
    /// <param name="capture">What travelled.</param>
    /// <param name="number">The number of the datagram.</param>
    /// <returns>Up to 64 digits; empty where the hello names no session, or the datagram holds no hello.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The capture has no datagram of that number.</exception>
    public static string SessionId(this Capture capture, int number) =>
        Hello(capture, number) switch
        {
            ClientHelloMessage hello => Convert.ToHexStringLower(hello.SessionId.Span),
            ServerHelloMessage hello => Convert.ToHexStringLower(hello.SessionId.Span),
            _ => "",
        };

    /// <summary>The random number of a hello, as 64 hexadecimal digits (RFC 5246, section 7.4.1.2).</summary>
    /// <param name="capture">What travelled.</param>
    /// <param name="number">The number of the datagram.</param>
    /// <returns>The digits; empty where the datagram holds no hello.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The capture has no datagram of that number.</exception>
    public static string HelloRandom(this Capture capture, int number) =>
        Hello(capture, number) switch
        {
            ClientHelloMessage hello => Convert.ToHexStringLower(hello.Random.Span),
            ServerHelloMessage hello => Convert.ToHexStringLower(hello.Random.Span),
            _ => "",
        };

    /// <summary>The datagrams of a conversation that belong to its handshake: no data, no goodbye.</summary>
    /// <param name="capture">What travelled.</param>
    public static Capture HandshakeOnly(this Capture capture)
    {
        ArgumentNullException.ThrowIfNull(capture);
        return capture.Where(datagram =>
            !datagram.Payload.IsEmpty && Type(datagram) is HandshakeRecord or ChangeCipherSpecRecord
        );
    }

    /// <summary>
    /// Who is the first to encrypt, and so to say Finished: the sender of the first record of an epoch above 0 (RFC
    /// 6347, section 4.1).
    /// </summary>
    /// <param name="capture">What travelled.</param>
    /// <returns>"client", "server", or "nobody".</returns>
    public static string FirstToFinish(this Capture capture)
    {
        ArgumentNullException.ThrowIfNull(capture);
        foreach (CapturedDatagram datagram in capture)
        {
            if (capture.Dissect(datagram.Number).Records.Any(record => record.Record.Epoch > 0))
                return datagram.Direction == Direction.ToServer ? "client" : "server";
        }

        return "nobody";
    }

    /// <summary>What was said in a conversation, as far as a key log opens it.</summary>
    /// <param name="capture">What travelled, from the handshake on.</param>
    /// <param name="keyLog">NSS key log lines.</param>
    /// <returns>The texts, in their order; nothing where the lines open no record of application data.</returns>
    public static IReadOnlyList<string> TextsOpenedBy(this Capture capture, string keyLog)
    {
        ArgumentNullException.ThrowIfNull(capture);
        return
        [
            .. DtlsDissector
                .DissectAll([.. capture], SessionSecrets.Parse(keyLog))
                .SelectMany(datagram => datagram.Records)
                .Where(record => record.ApplicationData is not null)
                .Select(record => Encoding.UTF8.GetString(record.ApplicationData!.Value.Span)),
        ];
    }

    /// <summary>What was said in a conversation, as far as a key block opens it.</summary>
    /// <param name="capture">What travelled, with the ServerHello that names the suite.</param>
    /// <param name="keyBlock">The key block of its session (RFC 5246, section 6.3).</param>
    /// <returns>The texts, in their order; nothing where the keys open no record of application data.</returns>
    /// <exception cref="ArgumentException">
    /// The block is too short for the suite, or the capture holds no ServerHello.
    /// </exception>
    public static IReadOnlyList<string> TextsOpenedWithKeyBlock(this Capture capture, byte[] keyBlock)
    {
        ArgumentNullException.ThrowIfNull(capture);
        ArgumentNullException.ThrowIfNull(keyBlock);
        ServerHelloMessage hello =
            capture.Select(datagram => Hello(capture, datagram.Number)).OfType<ServerHelloMessage>().FirstOrDefault()
            ?? throw new ArgumentException(
                "The capture holds no ServerHello: record the handshake too.",
                nameof(capture)
            );
        var keys = SessionKeys.OfBlock(hello.CipherSuite, keyBlock);
        var texts = new List<string>();
        foreach (CapturedDatagram datagram in capture)
        {
            foreach (DissectedRecord record in capture.Dissect(datagram.Number).Records)
            {
                OpenResult opened = keys.Open(datagram.Direction, record.Record);
                if (
                    record.Record.Epoch > 0
                    && record.Record.Type == RecordType.ApplicationData
                    && opened.Plaintext is { } text
                )
                {
                    texts.Add(Encoding.UTF8.GetString(text.Span));
                }
            }
        }

        return texts;
    }

    private static byte Type(CapturedDatagram datagram) => datagram.Payload.Span[0];

    private static HandshakeBody? Hello(Capture capture, int number)
    {
        ArgumentNullException.ThrowIfNull(capture);
        return capture
            .Dissect(number)
            .Records.SelectMany(record => record.Messages)
            .Select(message => message.Body)
            .FirstOrDefault(body => body is ClientHelloMessage or ServerHelloMessage);
    }
}
