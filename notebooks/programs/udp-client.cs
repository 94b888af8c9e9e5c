// The client of chapter 1:  dotnet run notebooks/programs/udp-client.cs -- --address 127.0.0.1 --port 11111
#:property PublishAot=false
using System.Net;
using System.Net.Sockets;
using System.Text;

const int MessageLength = 2048;
Console.OutputEncoding = Encoding.UTF8;
var options = new Dictionary<string, string> { ["--address"] = "127.0.0.1", ["--port"] = "11111" };
for (int i = 0; i < args.Length; i += 2)
{
    if (!options.ContainsKey(args[i]) || i + 1 == args.Length)
        return Fail("Write --address and an address, --port and a number, both or nothing.");
    options[args[i]] = args[i + 1];
}
if (!IPAddress.TryParse(options["--address"].Replace("localhost", "127.0.0.1"), out IPAddress? address))
    return Fail($"“{options["--address"]}” is no address: write one such as 192.168.1.5.");
if (!ushort.TryParse(options["--port"], out ushort port) || port == 0)
    return Fail("A port is a number from 1 to 65535.");
Console.CancelKeyPress += (_, _) => { Console.WriteLine("Goodbye."); Environment.Exit(0); };
var server = new IPEndPoint(address, port);
try
{
    using var client = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
    client.ReceiveTimeout = 500; // milliseconds
    client.Connect(server); // sends nothing; now the system tells us when nobody is there
    Console.WriteLine($"Lines that you type go to {server}; an empty one ends.");
    int questions = 0, answers = 0;
    while (Console.ReadLine() is { Length: > 0 } line) // 1.2
    {
        string? echo = Ask(client, line);
        Console.WriteLine(echo ?? "(no answer within half a second)");
        questions++;
        answers += echo is null ? 0 : 1;
    }
    if (questions > 0 && answers == 0)
        return Fail($"Nothing came back from {server}: is its address right, and does a firewall let you in?");
}
catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionRefused or SocketError.ConnectionReset)
{
    return Fail($"Nobody listens on {server}: start the server first.");
}
catch (SocketException e) { return Fail($"{server} cannot be reached: {e.Message}."); }
Console.WriteLine("Goodbye.");
return 0;

static string? Ask(Socket client, string question)
{
    client.Send(Encoding.UTF8.GetBytes(question));
    var buffer = new byte[MessageLength];
    try { return Encoding.UTF8.GetString(buffer, 0, client.Receive(buffer)); }
    catch (SocketException e) when (e.SocketErrorCode == SocketError.TimedOut) { return null; } // lost, or not yet here
}

static int Fail(string sentence)
{
    Console.Error.WriteLine(sentence);
    return 1;
}
