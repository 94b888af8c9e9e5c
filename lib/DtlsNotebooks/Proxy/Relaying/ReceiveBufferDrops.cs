using System.Globalization;
using System.Net.Sockets;

namespace DtlsNotebooks.Proxy.Relaying;

/// <summary>
/// Reads how many datagrams Linux dropped because the receive buffer of a UDP socket was full (proc(5),
/// /proc/net/udp).
/// </summary>
internal static class ReceiveBufferDrops
{
    private const int LocalAddressColumn = 1;
    private const int ColumnCount = 13;

    /// <summary>
    /// The drops of the sockets bound to some local ports; null where the operating system does not tell.
    /// </summary>
    public static long? Of(AddressFamily family, ICollection<int> ports)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        try
        {
            return File.ReadLines(family == AddressFamily.InterNetwork ? "/proc/net/udp" : "/proc/net/udp6")
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(columns =>
                    columns.Length >= ColumnCount
                    && PortOf(columns[LocalAddressColumn]) is { } port
                    && ports.Contains(port)
                )
                .Sum(columns => long.TryParse(columns[^1], CultureInfo.InvariantCulture, out long drops) ? drops : 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static int? PortOf(string address) =>
        int.TryParse(
            address.AsSpan(address.LastIndexOf(':') + 1),
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out int port
        )
            ? port
            : null;
}
