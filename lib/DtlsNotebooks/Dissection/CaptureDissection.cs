using DtlsNotebooks.Dissection.Keys;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Dissection;

/// <summary>Reads a capture as DTLS.</summary>
/// <example><code>network.Capture().Dissect(3).Records</code></example>
public static class CaptureDissection
{
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
        return DtlsDissector.DissectAll(datagrams, keyLog is null ? null : SessionSecrets.Parse(keyLog))[place];
    }
}
