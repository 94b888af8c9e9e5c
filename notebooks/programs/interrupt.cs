// Waits in select for Ctrl+C and says what came of it: three seconds, or, where a bell rings, till then. Chapter 5b sends
// the signal.
//   dotnet run notebooks/programs/interrupt.cs            no handler: the signal ends the process
//   dotnet run notebooks/programs/interrupt.cs -- flag    the handler sets a variable
//   dotnet run notebooks/programs/interrupt.cs -- bell    the handler rings: one byte, to a socket of its own
#:property PublishAot=false
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

bool rings = args is ["bell"];
using var bell = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
bell.Bind(new IPEndPoint(IPAddress.Loopback, 0));
bell.Connect(bell.LocalEndPoint!);

using PosixSignalRegistration? onInterrupt =
    args.Length > 0 ? PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle) : null;
Console.WriteLine("ready");

List<Socket> readable = [bell];
Socket.Select(readable, null, null, TimeSpan.FromSeconds(rings ? 30 : 3));
Console.WriteLine(readable.Count > 0 ? "woken" : "slept on");
Console.WriteLine(Interrupted.Flag ? "Goodbye." : "Nobody called.");

void Handle(PosixSignalContext signal)
{
    signal.Cancel = true; // do not end the process
    Interrupted.Flag = true;
    if (rings)
        bell.Send(new byte[1]);
}

internal static class Interrupted
{
    public static volatile bool Flag;
}
