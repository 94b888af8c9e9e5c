// The server of chapter 3, a thread for each client:  dotnet run notebooks/programs/dtls-server-threads.cs -- --port 11111
#:project ../../lib/DtlsNotebooks.Dtls
#:property PublishAot=false
using System.Net;
using System.Net.Sockets;
using System.Text;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;

Console.OutputEncoding = Encoding.UTF8;
bool any = args.Contains("--any"); // every computer on your network can knock, not only this one
string[] rest = [.. args.Where(argument => argument != "--any")];
ushort port = 11111;
if (rest.Length > 0 && !(rest is ["--port", string number] && ushort.TryParse(number, out port)))
    return Fail("Write --port and a number from 0 to 65535 (0 is any that is free), --any, both or nothing.");
try
{
    LessonCertificates files = LessonCertificates.EnsureIn(keys: KeyKind.EcdsaP256);
    DtlsContext ctx = DtlsContext.ForServer(files) with { SessionCache = new SessionCache() }; // for chapter 4
    using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    socket.Bind(new IPEndPoint(any ? IPAddress.Any : IPAddress.Loopback, port));
    using var listener = new DtlsListener(ctx, socket); // one socket, sorted by sender
    Console.CancelKeyPress += (_, pressed) => { pressed.Cancel = true; listener.Stop(); }; // says goodbye to all
    Console.WriteLine($"Listening on {listener.LocalEndPoint}, clients trust {files.AuthorityFile}, Ctrl+C ends.");
    var threads = new List<Thread>();
    while (listener.IsListening)
    {
        DtlsSession? session = listener.WaitForClient();
        if (session is null) continue;
        threads.RemoveAll(ended => !ended.IsAlive);
        var thread = new Thread(() => Serve(session)) { IsBackground = true }; // 3.1.1.2: session is new in each round
        threads.Add(thread);
        thread.Start();
    }
    foreach (Thread thread in threads) thread.Join(500); // an end in order: all are told, wait for all, free last
    Console.WriteLine("Goodbye.");
    return 0;
}
catch (SocketException e) { return Fail($"Port {port} cannot be used ({e.Message}): choose another with --port."); }
catch (CertificateFileException e) { return Fail(e.Message); }

static int Fail(string sentence) { Console.Error.WriteLine(sentence); return 1; }
static void Serve(DtlsSession client)
{
    using DtlsSession session = client; // 3.1.1.3.6: on every way out
    IPEndPoint? peer = session.Transport.Peer;
    try
    {
        if (session.Accept() != DtlsStatus.Done) return;
        Console.WriteLine($"{peer} is in.");
        var buffer = new byte[16_384]; // the largest record, not the size of the first datagram
        while (session.Read(buffer, out int length, TimeSpan.FromMinutes(1)) == DtlsStatus.Done)
        {
            Console.WriteLine($"{peer} says: {Encoding.UTF8.GetString(buffer, 0, length).TrimEnd()}");
            session.WriteText("I hear you fashizzle!\n");
        }
        Console.WriteLine($"{peer} has left.");
    }
    catch (Exception e) { Console.WriteLine($"{peer}: {e.Message}"); } // 3.1.1.3.1: nothing leaves this thread
}
