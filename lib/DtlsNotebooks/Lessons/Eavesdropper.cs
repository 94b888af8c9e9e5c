using DtlsNotebooks.Dissection;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Lessons;

/// <summary>What somebody on the way can and cannot read, who has no keys.</summary>
public static class Eavesdropper
{
    /// <summary>The first flight of a handshake that has a record which cannot be read without the keys.</summary>
    /// <param name="seen">What travelled, from the first datagram of the handshake on.</param>
    /// <returns>The flight, 1 to 6 with a cookie exchange (RFC 6347, section 4.2.4); 0 where all can be read.</returns>
    public static int FirstHiddenFlight(Capture seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return seen.Select(datagram => seen.Dissect(datagram.Number))
                .FirstOrDefault(datagram => datagram.Records.Any(record => !record.IsReadable))
                ?.Flight
            ?? 0;
    }
}
