using System.Net;
using System.Net.Sockets;

namespace DtlsNotebooks.Lessons;

/// <summary>The one place of the course that asks for the tutorial's port.</summary>
/// <example><code>
/// int port = LessonPort.Choose();
/// server.Bind(new IPEndPoint(IPAddress.Loopback, port));
/// </code></example>
public static class LessonPort
{
    /// <summary>The port of the C tutorial, in the registered range (RFC 6335, section 6): 11111.</summary>
    public const int Usual = 11111;

    /// <summary>
    /// Tells which port to bind a lesson's server to: 11111 where it is free, else any free one, and then a line of the
    /// output says so. Close what an earlier run of the cell opened before you ask.
    /// </summary>
    /// <returns>A UDP port that was free on the loopback address a moment ago, 1 to 65,535.</returns>
    /// <exception cref="SocketException">This machine has no free port, or no IPv4.</exception>
    public static int Choose() => Choose(Usual);

    /// <summary>The same for another first choice.</summary>
    /// <param name="wanted">The port to take where it is free, 1 to 65,535.</param>
    internal static int Choose(int wanted)
    {
        try
        {
            return Probe(wanted);
        }
        catch (SocketException e)
            when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            int other = Probe(0);
            Console.WriteLine($"Port {wanted} {Cause(e.SocketErrorCode)}: this lesson takes {other} instead.");
            return other;
        }
    }

    // Windows keeps ranges of ports for Hyper-V, WSL and Docker, and answers "access denied" to whoever wants one.
    private static string Cause(SocketError error) =>
        error == SocketError.AddressAlreadyInUse ? "is taken by another program"
        : OperatingSystem.IsWindows()
            ? "is reserved by Windows ('netsh int ipv4 show excludedportrange udp' lists such ranges)"
        : "may not be used here";

    private static int Probe(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
