// The client of chapter 5a, one select for everything:  dotnet run notebooks/programs/dtls-client-nonblocking.cs -- --port 11111
#:project ../../lib/DtlsNotebooks.Dtls
#:property PublishAot=false
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;

Console.OutputEncoding = Encoding.UTF8;
string[] known = [.. args.Where((word, i) => i % 2 == 0 && word is "--host" or "--port")];
string Option(string name, string usual) => args.SkipWhile(word => word != name).ElementAtOrDefault(1) ?? usual;
if (known.Length * 2 != args.Length || !ushort.TryParse(Option("--port", "11111"), out ushort port) || port == 0)
    return Fail("Write --host and an address, --port and a number from 1 to 65535, both or nothing.");

var typed = new ConcurrentQueue<string?>(); // what the keyboard's thread leaves for this one; null: the end
using var bell = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
bell.Bind(new IPEndPoint(IPAddress.Loopback, 0));
bell.Connect(bell.LocalEndPoint!); // to itself: nobody else can ring
Console.CancelKeyPress += (_, pressed) => { pressed.Cancel = true; Post(null); };
try
{
    using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    socket.Connect(Option("--host", "127.0.0.1"), port);
    DtlsContext context = DtlsContext.ForClient(LessonCertificates.EnsureIn());
    using var session = new DtlsSession(context, socket);
    session.Blocking = false;
    DtlsStatus status = session.Connect("localhost"); // the name that the certificate must show
    while (status == DtlsStatus.WantRead && typed.IsEmpty)
        status = Wait(socket, session.CurrentTimeout) ? session.Connect("localhost") : session.GotTimeout();
    if (status == DtlsStatus.TimedOut)
        return Fail($"Nobody answers at {socket.RemoteEndPoint}: check that the server runs there.");
    Console.WriteLine(status == DtlsStatus.Done ? $"Connected to {socket.RemoteEndPoint}. Ctrl+C ends." : "Not connected.");
    new Thread(ReadKeyboard) { IsBackground = true }.Start();
    var buffer = new byte[16_384];
    while (session.IsOpen)
    {
        while (typed.TryDequeue(out string? line))
        {
            if (line is null) { Console.WriteLine("Goodbye."); return 0; }
            session.Write(Encoding.UTF8.GetBytes(line + "\n"));
        }
        while ((status = session.Read(buffer, out int count)) == DtlsStatus.Done)
            Console.Write(Encoding.UTF8.GetString(buffer, 0, count));
        if (status == DtlsStatus.WantRead) Wait(socket, null);
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
    while (bell.Available > 0) bell.Receive(new byte[1]); // first the ring, then what it is about
    return readable.Count + faulty.Count > 0;
}

void ReadKeyboard()
{
    while (Console.ReadLine() is { } line) Post(line);
    Thread.Sleep(1000); // the keyboard has ended: time for the last answer
    Post(null);
}

void Post(string? line) { typed.Enqueue(line); bell.Send(new byte[1]); }

static int Fail(string sentence) { Console.Error.WriteLine(sentence); return 1; }
