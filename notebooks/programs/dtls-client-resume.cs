// The client of chapter 4:  dotnet run notebooks/programs/dtls-client-resume.cs -- --session my.session --every 2
#:project ../../lib/DtlsNotebooks.Dtls
#:property PublishAot=false
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;

Console.OutputEncoding = Encoding.UTF8;
var options = new Dictionary<string, string>
{
    ["--address"] = "127.0.0.1", ["--port"] = "11111", ["--host"] = "localhost",
    ["--authority"] = "certs/ca-cert.pem", // whom to trust
    ["--session"] = "my.session", // where the session lies between two runs; for its owner's eyes only
    ["--every"] = "0", // seconds between two visits; 0: one visit
};
for (int i = 0; i < args.Length; i += 2)
{
    if (!options.ContainsKey(args[i]) || i + 1 == args.Length)
        return Fail($"Write a value after each of {string.Join(", ", options.Keys)}.");
    options[args[i]] = args[i + 1];
}
using var stop = new ManualResetEvent(false); // Ctrl+C ends the loop; what is open is closed in order
Console.CancelKeyPress += (_, pressed) => { pressed.Cancel = true; stop.Set(); };
try
{
    var server = new IPEndPoint(IPAddress.Parse(options["--address"]), ushort.Parse(options["--port"]));
    var pause = TimeSpan.FromSeconds(double.Parse(options["--every"], CultureInfo.InvariantCulture));
    CertificateVerifier verifier = CertificateVerifier.Load(options["--authority"]);
    var ctx = new DtlsContext { Verifier = verifier };
    string path = options["--session"], host = options["--host"];
    SavedSession? saved = File.Exists(path) ? SavedSession.ReadFrom(path) : null; // of the run before
    do
    {
        SavedSession? offer = saved is { IsExpired: false } ? saved : null;
        using DtlsSession session = DtlsSession.ConnectTo(ctx, server, host, offer); // 4.1.3: Resume, then Connect
        Console.WriteLine(session.SessionReused ? "Reused the session." : "Did not reuse a session: a full handshake.");
        session.WriteText("Do you know me?\n");
        Console.WriteLine(session.ReadText().TrimEnd());
        SavedSession? latest = session.Save(); // 4.1.1: while the connection lives; null where the server keeps nothing
        if (latest is null) continue;
        saved?.Dispose(); // clears the old secret
        saved = latest;
        saved.WriteTo(path);
    } while (pause > TimeSpan.Zero && !stop.WaitOne(pause)); // 4.1.2: each round ends with the goodbye
    Console.WriteLine(
        saved is null ? "This server remembers no sessions." : $"The session lies in {path} until {saved.Expires:u}.");
    saved?.Dispose(); // 4.1.4
    return 0;
}
catch (Exception e) when (e is DtlsException or CertificateFileException or SavedSessionException) { return Fail(e.Message); }
catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or SocketException or IOException)
{
    return Fail($"{e.Message} Look at {string.Join(" ", options.Select(option => option.Key + " " + option.Value))}.");
}

static int Fail(string sentence) { Console.Error.WriteLine(sentence); return 1; }
