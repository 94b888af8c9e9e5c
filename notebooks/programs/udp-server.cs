// The echo server of chapter 1:  dotnet run notebooks/programs/udp-server.cs -- --port 11111
#:property PublishAot=false
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;

const int MessageLength = 2048;
Console.OutputEncoding = Encoding.UTF8;
bool any = args.Contains("--any"); // everybody in your network can send, not only this computer
string[] rest = [.. args.Where(argument => argument != "--any")];
int port = 11111;
if (rest.Length > 0 && !(rest.Length == 2 && rest[0] == "--port" && int.TryParse(rest[1], out port)))
    return Fail("Write --port and a number, --any, both or nothing.");
if (port is < 0 or > 65535)
    return Fail("A port is a number from 0 to 65535; 0 takes any that is free.");

using var server = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp); // 1.1.2.1
try { server.Bind(new IPEndPoint(any ? IPAddress.Any : IPAddress.Loopback, port)); } // 1.1.2.2
catch (SocketException e) { return Fail($"Port {port} cannot be used ({e.Message}): choose another with --port."); }

bool serving = true;
Console.CancelKeyPress += (_, pressed) => { pressed.Cancel = true; serving = false; };
Console.WriteLine($"Listening on {server.LocalEndPoint}, Ctrl+C ends.");
if (any)
    Console.WriteLine($"A friend's client needs one of: {string.Join(", ", MyAddresses())}");
while (serving) // 1.1.2.3
{
    try
    {
        if (server.Poll(100_000, SelectMode.SelectRead))
            EchoOne(server);
    }
    catch (SocketException e) { Console.WriteLine($"A datagram went wrong: {e.Message}"); } // on to the next
}
Console.WriteLine("Goodbye."); // 1.1.2.7; the using above closes the socket, 1.1.2.6
return 0;

static void EchoOne(Socket socket)
{
    var buffer = new byte[MessageLength];
    EndPoint client = new IPEndPoint(IPAddress.Any, 0);
    int length = socket.ReceiveFrom(buffer, ref client); // 1.1.2.4
    Console.WriteLine($"{client} sent {length} bytes.");
    socket.SendTo(buffer, length, SocketFlags.None, client); // 1.1.2.5
}

static IEnumerable<IPAddress> MyAddresses() =>
    from network in NetworkInterface.GetAllNetworkInterfaces()
    from own in network.GetIPProperties().UnicastAddresses
    where own.Address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(own.Address)
    select own.Address;

static int Fail(string sentence)
{
    Console.Error.WriteLine(sentence);
    return 1;
}
