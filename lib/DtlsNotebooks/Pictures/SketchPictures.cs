using System.Net;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Dissection.Keys;
using DtlsNotebooks.Dissection.Messages;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Pictures.ByteMaps;
using DtlsNotebooks.Pictures.Sketches;
using DtlsNotebooks.Proxy;
using DtlsNotebooks.Udp;

namespace DtlsNotebooks.Pictures;

/// <summary>Small pictures of one idea each, made from what was recorded.</summary>
public static class SketchPictures
{
    /// <summary>What each layer puts around the data of one datagram: IP, UDP, records, encryption.</summary>
    /// <param name="capture">What travelled.</param>
    /// <param name="number">The datagram's number.</param>
    /// <param name="keyLog">NSS key log lines, which tell encryption from content; null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">No datagram of this capture has that number.</exception>
    /// <exception cref="FormatException">A CLIENT_RANDOM line of the key log is malformed.</exception>
    public static Sketch Layers(this Capture capture, int number, string? keyLog = null)
    {
        ArgumentNullException.ThrowIfNull(capture);
        CapturedDatagram wanted = capture[number];
        List<CapturedDatagram> datagrams = [.. capture];
        IReadOnlyList<DissectedDatagram> dissected = DtlsDissector.DissectAll(
            datagrams,
            keyLog is null ? null : SessionSecrets.Parse(keyLog)
        );
        return LayerSketch.Of(wanted, dissected[datagrams.IndexOf(wanted)]);
    }

    /// <summary>What the checksum of a datagram covers: the pseudo-header, the header and the data (RFC 768).</summary>
    /// <param name="datagram">The datagram.</param>
    /// <param name="source">The sender's address.</param>
    /// <param name="destination">The receiver's address, of the same family.</param>
    /// <exception cref="ArgumentException">The families differ.</exception>
    public static ByteMap PseudoHeaderMap(this UdpDatagram datagram, IPAddress source, IPAddress destination)
    {
        ArgumentNullException.ThrowIfNull(datagram);
        return Sketches.PseudoHeaderMap.Of(datagram, source, destination);
    }

    /// <summary>
    /// How a receiver's replay window (RFC 6347, section 4.1.2.6) takes or refuses the encrypted records that arrived.
    /// </summary>
    /// <param name="capture">What travelled.</param>
    /// <param name="direction">Whose records: those to the server, or those to the client.</param>
    /// <param name="size">How many numbers the window holds; the RFC wants 32 at least and prefers 64.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is less than 1.</exception>
    public static Sketch ReplayWindow(this Capture capture, Direction direction, int size = 64)
    {
        ArgumentNullException.ThrowIfNull(capture);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        List<CapturedDatagram> arrived =
        [
            .. capture
                .Where(datagram =>
                    datagram.Direction == direction && datagram.Delivered is not null && !datagram.IsCorrupted
                )
                .OrderBy(datagram => datagram.Delivered),
        ];
        return ReplaySketch.Of(
            [
                .. DtlsDissector
                    .DissectAll(arrived)
                    .SelectMany(datagram => datagram.Records)
                    .Where(record => record.Record.Epoch > 0)
                    .Select(record => record.Record.SequenceNumber),
            ],
            size
        );
    }

    /// <summary>
    /// The certificates that one side showed, what was looked at in each, and whether a path leads from them to
    /// somebody whom the other side trusts (RFC 5280, section 6). Validity is looked at for the present moment.
    /// </summary>
    /// <param name="capture">What travelled; the first chain in it is taken.</param>
    /// <param name="verifier">Whom the other side trusts.</param>
    /// <param name="hostName">
    /// The name that the client wanted; null where it asked for none, and for the certificate of a client.
    /// </param>
    /// <param name="sender">Whose certificates: the server's, which go to the client, or the client's.</param>
    /// <exception cref="InvalidOperationException">No certificate can be read in this capture.</exception>
    /// <example><code>capture.CertificateChain(verifier, "localhost")</code></example>
    public static Sketch CertificateChain(
        this Capture capture,
        CertificateVerifier verifier,
        string? hostName = null,
        Direction sender = Direction.ToClient
    )
    {
        ArgumentNullException.ThrowIfNull(capture);
        ArgumentNullException.ThrowIfNull(verifier);
        CertificateMessage shown =
            DtlsDissector
                .DissectAll([.. capture])
                .Where(datagram => datagram.Sender == sender)
                .SelectMany(datagram => datagram.Records)
                .SelectMany(record => record.Messages)
                .Select(message => message.Body)
                .OfType<CertificateMessage>()
                .FirstOrDefault()
            ?? throw new InvalidOperationException(
                $"The {(sender == Direction.ToClient ? "server" : "client")} shows no certificate in this capture: take "
                    + "one of a full handshake, from its beginning."
            );
        return ChainSketch.Of(
            [.. shown.Certificates.Select(certificate => certificate.Der)],
            verifier,
            sender == Direction.ToClient ? CertificatePurpose.Server : CertificatePurpose.Client,
            hostName
        );
    }

    /// <summary>
    /// The state machine of a handshake (RFC 6347, section 4.2.4), lit by what one side sent and received.
    /// </summary>
    /// <param name="capture">What travelled between one client and its server.</param>
    /// <param name="side">The side: the client sends to the server, the server to the client.</param>
    public static Sketch StateMachine(this Capture capture, Direction side)
    {
        ArgumentNullException.ThrowIfNull(capture);
        Capture described = capture.DescribedBy(new DtlsDescriber());
        return MachineSketch.Of(
            side == Direction.ToServer ? "client" : "server",
            HandshakeMachine.Of([.. described], described.Descriptions, side)
        );
    }
}
