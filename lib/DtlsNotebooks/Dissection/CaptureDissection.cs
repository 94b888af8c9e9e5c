using DtlsNotebooks.Dissection.Keys;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Dissection;

/// <summary>Reads a capture as DTLS.</summary>
/// <example><code>network.Capture().AsDtls().Ladder("The handshake")</code></example>
public static class CaptureDissection
{
    /// <summary>
    /// The same capture, whose pictures name records, handshake messages and flights (RFC 6347, section 4.2.4).
    /// </summary>
    /// <param name="capture">What travelled.</param>
    /// <param name="keyLog">
    /// NSS key log lines of its sessions, which open what is encrypted; null for what anyone can read.
    /// </param>
    public static Capture AsDtls(this Capture capture, string? keyLog = null)
    {
        ArgumentNullException.ThrowIfNull(capture);
        return capture.DescribedBy(new DtlsDescriber(Secrets(keyLog), new PlainUdpDescriber()));
    }

    /// <summary>One datagram of a capture, dissected in the light of those before it.</summary>
    /// <param name="capture">What travelled; all of it, since a record cannot be opened without its handshake.</param>
    /// <param name="number">The <see cref="CapturedDatagram.Number"/> of the datagram.</param>
    /// <param name="keyLog">
    /// NSS key log lines of its session, which open what is encrypted; null for what anyone can read.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The capture has no datagram of that number.</exception>
    public static DissectedDatagram Dissect(this Capture capture, int number, string? keyLog = null)
    {
        ArgumentNullException.ThrowIfNull(capture);
        List<CapturedDatagram> datagrams = [.. capture];
        int place = datagrams.IndexOf(capture[number]);
        return DtlsDissector.DissectAll(datagrams, Secrets(keyLog))[place];
    }

    private static SessionSecrets? Secrets(string? keyLog) => keyLog is null ? null : SessionSecrets.Parse(keyLog);
}
