// The server of chapter 5b, one thread for all clients:  dotnet run notebooks/programs/dtls-server-loop.cs -- --port 11111
#:project ../../lib/DtlsNotebooks.Dtls
#:property PublishAot=false
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;

Console.OutputEncoding = Encoding.UTF8;
bool any = args.Contains("--any"); // every computer on your network can knock, not only this one
string[] rest = [.. args.Where(argument => argument != "--any")];
ushort port = 11111;
if (rest.Length > 0 && !(rest.Length == 2 && rest[0] == "--port" && ushort.TryParse(rest[1], out port)))
{
    Console.Error.WriteLine("Write --port and a number from 0 to 65535, --any, both or nothing.");
    return 1;
}
using var bell = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
bell.Bind(new IPEndPoint(IPAddress.Loopback, 0));
bell.Connect(bell.LocalEndPoint!); // to itself: nobody else can ring
using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT,
    signal => { signal.Cancel = true; bell.Send(new byte[1]); });
try
{
    DtlsContext context = DtlsContext.ForServer(LessonCertificates.EnsureIn());
    using var listener = new DtlsListener(context, new IPEndPoint(any ? IPAddress.Any : IPAddress.Loopback, port));
    Console.WriteLine($"Listening on {listener.LocalEndPoint}, Ctrl+C ends.");
    List<Socket> readable = [];
    while (!readable.Contains(bell))
    {
        foreach (DtlsSession late in listener.TimedOutSessions()) Step(late, timeIsUp: true);
        foreach (DtlsSession ready in listener.Poll()) Step(ready, timeIsUp: false);
        readable = [listener.Socket, bell];
        Socket.Select(readable, null, null, listener.CurrentTimeout ?? TimeSpan.FromSeconds(10));
    }
    Console.WriteLine("Goodbye."); // leaving disposes of the listener, which says it to every client
    return 0;
}
catch (Exception e) when (e is InvalidOperationException or CertificateFileException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

static void Step(DtlsSession session, bool timeIsUp)
{
    try
    {
        if (!session.IsOpen && (timeIsUp ? session.GotTimeout() : session.Accept()) != DtlsStatus.Done)
            return; // WantRead: it goes on when its next datagram comes
        var buffer = new byte[16_384];
        while (session.Read(buffer, out int count) == DtlsStatus.Done)
            session.Write(buffer.AsSpan(0, Math.Min(count, session.LargestWrite)));
    }
    catch (DtlsException e) { Console.WriteLine(e.Message); } // this client has failed; the others go on
}
