using System.Net;
using System.Runtime.CompilerServices;
using DtlsNotebooks.Display;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Dissection.Keys;
using DtlsNotebooks.Pictures.ByteMaps;
using DtlsNotebooks.Pictures.Conversations;
using DtlsNotebooks.Pictures.Ladders;
using DtlsNotebooks.Pictures.Tables;
using DtlsNotebooks.Pictures.Timelines;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Pictures;

/// <summary>The pictures of a capture. A capture that is a cell's result shows its <see cref="Ladder"/>.</summary>
/// <example><code>network.Capture().AsDtls().Ladder("The handshake")</code></example>
public static class CapturePictures
{
    /// <summary>
    /// The same capture, whose pictures name records, handshake messages and flights (RFC 6347, section 4.2.4).
    /// </summary>
    /// <param name="capture">What travelled.</param>
    /// <param name="keyLog">
    /// NSS key log lines of its sessions, which open what is encrypted; null for what anyone can read.
    /// </param>
    /// <exception cref="FormatException">A CLIENT_RANDOM line of the key log is malformed.</exception>
    public static Capture AsDtls(this Capture capture, string? keyLog = null)
    {
        ArgumentNullException.ThrowIfNull(capture);
        SessionSecrets? secrets = keyLog is null ? null : SessionSecrets.Parse(keyLog);
        return capture.DescribedBy(new DtlsDescriber(secrets, new PlainUdpDescriber()));
    }

    /// <summary>The packet timeline. Its times count from the first datagram of this capture.</summary>
    /// <param name="capture">What travelled.</param>
    /// <param name="title">What happened; null for a title made of the figures.</param>
    /// <param name="foldHandshake">
    /// Whether handshakes that went as always are folded into one band, which a click opens.
    /// </param>
    public static LadderDiagram Ladder(this Capture capture, string? title = null, bool foldHandshake = false)
    {
        ArgumentNullException.ThrowIfNull(capture);
        return CaptureLadder.Of(capture, title, foldHandshake);
    }

    /// <summary>
    /// The conversation, byte by byte: every datagram, record, message and field, and every value that was computed,
    /// recomputed from its inputs.
    /// </summary>
    /// <param name="capture">What travelled.</param>
    /// <param name="keyLog">
    /// NSS key log lines of its sessions, which open what is encrypted; null for what anyone can read.
    /// </param>
    /// <param name="title">What conversation it is; null for a title of its own.</param>
    /// <exception cref="FormatException">A CLIENT_RANDOM line of the key log is malformed.</exception>
    /// <example><code>capture.Conversation(session.KeyLogLine).Save("conversation.html")</code></example>
    public static Conversation Conversation(this Capture capture, string? keyLog = null, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(capture);
        return new Conversation(capture, keyLog, title);
    }

    /// <summary>The datagrams as a table. Its times count from the first datagram of this capture.</summary>
    /// <param name="capture">What travelled.</param>
    /// <param name="title">What the rows are; null for a title made of the figures.</param>
    public static TableView Table(this Capture capture, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(capture);
        return CaptureTable.Of(capture, title);
    }

    /// <summary>
    /// The clients of a capture as lanes: waiting until the server answers with more than a cookie, then the
    /// handshake, then the application data; every datagram is a mark. A client that the server never took up ends in
    /// a cross. The spans are read off the datagrams, so they show what the network saw, not what the threads did.
    /// </summary>
    /// <param name="capture">What travelled.</param>
    /// <param name="title">What was done, such as "a thread for each client".</param>
    /// <param name="nameOf">
    /// Names a client by its address and port; null for "client 1", "client 2" … in the order of arrival.
    /// </param>
    /// <example><code>new LanesDiagram("Eight clients", one.Capture().Lanes("one thread"), many.Capture().Lanes("a thread each"))</code></example>
    public static LaneGroup Lanes(this Capture capture, string title, Func<IPEndPoint, string>? nameOf = null)
    {
        ArgumentNullException.ThrowIfNull(capture);
        ArgumentNullException.ThrowIfNull(title);
        return CaptureLanes.Of(capture, title, nameOf);
    }

    /// <summary>
    /// One datagram with every byte named; its header is rebuilt (see <see cref="CapturedDatagram.ToUdpDatagram"/>).
    /// </summary>
    /// <param name="capture">What travelled.</param>
    /// <param name="number">The datagram's number.</param>
    /// <exception cref="ArgumentOutOfRangeException">No datagram of this capture has it.</exception>
    public static ByteMap ByteMap(this Capture capture, int number)
    {
        ArgumentNullException.ThrowIfNull(capture);
        return capture[number].ByteMap();
    }

    // The network knows no pictures, so the pictures say how a capture is shown, before anything of this library runs.
#pragma warning disable CA2255 // Nothing but this assembly's own types is touched.
    [ModuleInitializer]
    internal static void ShowCapturesAsLadders() => DisplayForms.Register<Capture>(capture => capture.Ladder());
#pragma warning restore CA2255
}
