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
            return Finding.Optional(subject, Words(e.SocketErrorCode));
        }
    }

    /// <summary>Why the port cannot be had, and what the chapters do about it.</summary>
    /// <param name="error">What the system answered.</param>
    internal static string Words(SocketError error) =>
        error switch
        {
            SocketError.AddressAlreadyInUse => "Another program has it, perhaps a notebook's kernel that still runs.",
            SocketError.AccessDenied =>
                "This system keeps it for itself, as Windows does for Hyper-V, WSL and Docker ('netsh int ipv4 show "
                    + "excludedportrange udp' lists what it keeps).",
            _ => $"It cannot be had ({error}).",
        } + " The chapters take another port then, and say which.";
}
