using System.Net.Sockets;

namespace DtlsNotebooks.Lessons;

/// <summary>
/// The two options by which sockets may share a port, as C sets them: one by one. .NET's
/// <see cref="SocketOptionName.ReuseAddress"/> sets both where the system has both.
/// </summary>
public static class PortSharing
{
    private static bool IsLinux => OperatingSystem.IsLinux();

    // SOL_SOCKET, SO_REUSEADDR and SO_REUSEPORT of the systems' own headers.
    private static int Level => IsLinux ? 1 : 0xFFFF;
    private static int Address => IsLinux ? 2 : 4;
    private static int? Port =>
        IsLinux ? 15
        : OperatingSystem.IsWindows() ? null
        : 0x200;

    /// <summary>Sets SO_REUSEADDR and nothing else, as <c>setsockopt</c> does in C.</summary>
    /// <param name="socket">A socket that is not bound yet.</param>
    /// <exception cref="SocketException">The system refuses.</exception>
    public static void SetReuseAddressAlone(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        socket.SetRawSocketOption(Level, Address, BitConverter.GetBytes(1));
    }

    /// <summary>Reads both options back from the system.</summary>
    /// <param name="socket">The socket.</param>
    /// <returns>Such as "SO_REUSEADDR on, SO_REUSEPORT off"; on Windows, which has one of them, only that one.</returns>
    public static string Describe(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        string address = $"SO_REUSEADDR {Read(socket, Address)}";
        return Port is { } port ? $"{address}, SO_REUSEPORT {Read(socket, port)}" : address;
    }

    private static string Read(Socket socket, int option)
    {
        Span<byte> value = stackalloc byte[sizeof(int)];
        int length = socket.GetRawSocketOption(Level, option, value);
        return value[..length].ContainsAnyExcept((byte)0) ? "on" : "off";
    }
}
