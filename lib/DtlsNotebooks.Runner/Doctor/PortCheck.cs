using System.Net;
using System.Net.Sockets;

namespace DtlsNotebooks.Runner.Doctor;

/// <summary>Whether the chapters' UDP port is free.</summary>
internal static class PortCheck
{
    /// <summary>Binds the port for a moment.</summary>
    public static Finding Look(Machine machine)
    {
        string subject = $"UDP port {machine.Port}";
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
            {
                ExclusiveAddressUse = true,
            };
            socket.Bind(new IPEndPoint(IPAddress.Loopback, machine.Port));
            return Finding.Fine(subject, "It is free.");
        }
        catch (SocketException e)
        {
            return Finding.ToDo(
                subject,
                $"It cannot be used ({e.SocketErrorCode}). Close the program that has it, perhaps a notebook "
                    + "kernel that still runs, or set another port in the notebook."
            );
        }
    }
}
