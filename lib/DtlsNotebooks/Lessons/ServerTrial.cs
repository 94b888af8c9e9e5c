using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DtlsNotebooks.Lessons;

/// <summary>
/// Tries a server that a student wrote: it sends datagrams to a socket, lets the student's method deal with each, and
/// gives back what came to the client. Every wait is bounded.
/// </summary>
/// <param name="answer">
/// What the server does for one datagram: it reads it from the socket that it is given, and replies.
/// </param>
public sealed class ServerTrial(Action<Socket> answer) : IDisposable
{
    private const int LargestAnswer = 65_536;
    private const int PatienceMilliseconds = 1000;
    private const int SilenceMicroseconds = 200_000;
    private readonly Socket _server = Open();
    private readonly Dictionary<int, Socket> _clients = [];

    /// <summary>Asks and waits for the answer.</summary>
    /// <param name="question">The datagram's data; it may be empty.</param>
    /// <param name="client">Who asks: each number is a client with a port of its own.</param>
    /// <returns>The data of the answer; null where none came.</returns>
    /// <exception cref="SocketException">
    /// The student's method let one go, such as a time-out where it read twice.
    /// </exception>
    public byte[]? Ask(byte[] question, int client = 1)
    {
        Socket asking = Client(client);
        asking.SendTo(question, _server.LocalEndPoint!);
        answer(_server);
        if (!asking.Poll(SilenceMicroseconds, SelectMode.SelectRead))
            return null;
        byte[] buffer = new byte[LargestAnswer];
        return buffer[..asking.Receive(buffer)];
    }

    /// <summary>Asks with a text and takes the answer for one (UTF-8).</summary>
    /// <inheritdoc cref="Ask(byte[], int)"/>
    public string? Ask(string question, int client = 1)
    {
        ArgumentNullException.ThrowIfNull(question);
        return Ask(Encoding.UTF8.GetBytes(question), client) is { } came ? Encoding.UTF8.GetString(came) : null;
    }

    /// <summary>Closes all sockets.</summary>
    public void Dispose()
    {
        _server.Dispose();
        foreach (Socket client in _clients.Values)
            client.Dispose();
    }

    private Socket Client(int number)
    {
        if (!_clients.TryGetValue(number, out Socket? client))
            _clients.Add(number, client = Open());
        return client;
    }

    private static Socket Open()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
        {
            ReceiveTimeout = PatienceMilliseconds,
        };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
