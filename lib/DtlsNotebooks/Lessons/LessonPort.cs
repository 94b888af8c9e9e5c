using System.Globalization;
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
    /// The environment variable that names another first choice, 1 to 65,535; what is no such number is ignored. The
    /// runner gives each chapter that runs beside others a port of its own; so can whoever shares a machine.
    /// </summary>
    public const string Variable = "DTLS_NOTEBOOKS_PORT";

    /// <summary>
    /// Tells which port to bind a lesson's server to: 11111 (or what <see cref="Variable"/> names) where it is free, else
    /// any free one, and then a line of the output says so. Close what an earlier run of the cell opened before you ask.
    /// </summary>
    /// <returns>A UDP port that was free on the loopback address a moment ago, 1 to 65,535.</returns>
    /// <exception cref="SocketException">This machine has no free port, or no IPv4.</exception>
    public static int Choose() => Choose(Usual);

    /// <summary>The same for another first choice.</summary>
    /// <param name="wanted">The port to take where it is free, 1 to 65,535; 11111 stands for the usual one.</param>
    internal static int Choose(int wanted)
    {
        if (wanted == Usual)
            wanted = FirstChoice(Environment.GetEnvironmentVariable(Variable));
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

    /// <summary>The port that a text names, or the usual one where it names none.</summary>
    /// <param name="text">What stands in <see cref="Variable"/>; null where it is not set.</param>
    internal static int FirstChoice(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port)
        && port is > 0 and <= IPEndPoint.MaxPort
            ? port
            : Usual;

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
