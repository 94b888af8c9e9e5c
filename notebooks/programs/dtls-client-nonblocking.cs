// The client of chapter 5a: one select for the network, the timer and the keyboard.
//   dotnet run notebooks/programs/dtls-client-nonblocking.cs -- --host 127.0.0.1 --port 11111
#:project ../../lib/DtlsNotebooks.Dtls
#:property PublishAot=false
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;

Console.OutputEncoding = Encoding.UTF8;
string host = "127.0.0.1", port = "11111";
for (int i = 0; i < args.Length; i += 2)
    (host, port) = (args[i], args.ElementAtOrDefault(i + 1)) switch
    {
        ("--host", { } given) => (given, port),
        ("--port", { } given) => (host, given),
        _ => ("", ""),
    };
if (host == "" || !ushort.TryParse(port, out ushort number) || number == 0)
    return Fail("Write --host and an address, --port and a number from 1 to 65535, both or nothing.");

var typed = new ConcurrentQueue<string>(); // what the keyboard's thread leaves for this one
bool stop = false;
using var bell = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
bell.Bind(new IPEndPoint(IPAddress.Loopback, 0));
bell.Connect(bell.LocalEndPoint!); // to itself: nobody else can ring
Console.CancelKeyPress += (_, pressed) => { pressed.Cancel = true; Volatile.Write(ref stop, true); Ring(); };
try
{
    using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    socket.Connect(host, number);
    DtlsContext context = DtlsContext.ForClient(LessonCertificates.EnsureIn());
    using var session = new DtlsSession(context with { HandshakeTimeout = TimeSpan.FromSeconds(5) }, socket);
    session.Blocking = false;
    DtlsStatus status = session.Connect("localhost"); // the name that the certificate must show
    while (status == DtlsStatus.WantRead && !Volatile.Read(ref stop))
        status = Wait(socket, session.CurrentTimeout) ? session.Connect("localhost") : session.GotTimeout();
    if (status == DtlsStatus.Done)
        Console.WriteLine($"Connected to {socket.RemoteEndPoint}. Type a line; Ctrl+C ends.");
    new Thread(ReadKeyboard) { IsBackground = true }.Start();
    var buffer = new byte[16_384];
    while (status is DtlsStatus.Done or DtlsStatus.WantRead && !Volatile.Read(ref stop))
    {
        while (typed.TryDequeue(out string? line))
            session.Write(Encoding.UTF8.GetBytes(line + "\n"));
        while ((status = session.Read(buffer, out int count)) == DtlsStatus.Done)
            Console.Write(Encoding.UTF8.GetString(buffer, 0, count));
        if (status == DtlsStatus.WantRead)
            Wait(socket, null);
    }
    Console.WriteLine(status == DtlsStatus.Closed ? "The server has said goodbye." : "Goodbye.");
    return 0;
}
catch (Exception e) when (e is DtlsException or SocketException or CertificateFileException or ArgumentException)
{
    return Fail(e.Message);
}

bool Wait(Socket socket, TimeSpan? limit) // false: the time is up
{
    List<Socket> readable = [socket, bell], faulty = [socket];
    Socket.Select(readable, null, faulty, limit ?? TimeSpan.FromMinutes(1));
    while (bell.Available > 0)
        bell.Receive(new byte[1]); // first the ring, then what it is about
    return readable.Count + faulty.Count > 0;
}

void ReadKeyboard()
{
    while (Console.ReadLine() is { } line) { typed.Enqueue(line); Ring(); }
    Volatile.Write(ref stop, true); // Ctrl+D, or Ctrl+Z: nothing more will be typed
    Ring();
}

void Ring() => bell.Send(new byte[1]);

static int Fail(string sentence)
{
    Console.Error.WriteLine(sentence);
    return 1;
}
