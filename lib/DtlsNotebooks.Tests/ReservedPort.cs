using System.Net;
using System.Net.Sockets;

namespace DtlsNotebooks.Tests;

/// <summary>
/// Free ports below those that any operating system gives for port 0, so that a port which nobody has opened yet is not
/// given to another test that runs beside this one.
/// </summary>
internal static class ReservedPort
{
    private const int First = 20_000;
    private const int Count = 10_000;
    private static int _next = Environment.ProcessId * 31 % Count;

    /// <summary>A free address on the loopback address.</summary>
    public static IPEndPoint NextAddress() => new(IPAddress.Loopback, Next());

    /// <summary>A free UDP port, another one with each call.</summary>
    public static int Next()
    {
        for (int i = 0; i < Count; i++)
        {
            int port = First + (int)((uint)Interlocked.Increment(ref _next) % Count);
            using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }

        throw new InvalidOperationException("No port is free.");
    }
}
