using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Lessons;

/// <summary>
/// A path over this machine that loses one message of several, for a look at what UDP and TCP make of it. Both carry
/// the messages through real sockets of the operating system.
/// </summary>
/// <remarks>
/// UDP's datagram is dropped by a <see cref="UdpProxy"/>. A piece of TCP's stream cannot be dropped from outside the
/// operating system, so a relay does what the loss leads to: it holds the message, and with it all that is behind,
/// until TCP would have sent it again. It takes 200 ms for that, the least that Linux waits; RFC 6298 (section 2)
/// asks for one second where nothing is known of the path yet.
/// </remarks>
public static class LossyPath
{
    private const int Most = 100;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Sends the messages as datagrams, one every 20 ms.</summary>
    /// <param name="messages">How many, 1 to 100.</param>
    /// <param name="lose">Which one is lost; the first is 1.</param>
    /// <returns>When each arrived.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 to 100 messages, or no such message.</exception>
    public static Arrivals SendByUdp(int messages, int lose)
    {
        Demand(messages, lose);
        using Socket receiver = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        receiver.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var path = new UdpProxy((IPEndPoint)receiver.LocalEndPoint!)
        {
            ToServer = new Impairment { DropNth = [lose] },
        };
        using Socket sender = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        sender.Connect(path.EndPoint);

        var clock = Stopwatch.StartNew();
        Task<TimeSpan?[]> receiving = InBackground(() => Receive(receiver, messages, messages - 1, clock));
        SendAll(sender, messages);
        return new Arrivals("UDP", receiving.Result, Repeated: null);
    }

    /// <summary>Sends the messages as one stream, one every 20 ms.</summary>
    /// <inheritdoc cref="SendByUdp"/>
    public static Arrivals SendByTcp(int messages, int lose)
    {
        Demand(messages, lose);
        using Socket server = Listen();
        using Socket relay = Listen();
        using Socket sender = Connect(relay);
        using Socket fromSender = relay.Accept();
        using Socket toReceiver = Connect(server);
        using Socket receiver = server.Accept();

        var clock = Stopwatch.StartNew();
        Task<TimeSpan> relaying = InBackground(() => Relay(fromSender, toReceiver, messages, lose, clock));
        Task<TimeSpan?[]> receiving = InBackground(() => Receive(receiver, messages, messages, clock));
        SendAll(sender, messages);
        return new Arrivals("TCP", receiving.Result, relaying.Result);
    }

    private static void Demand(int messages, int lose)
    {
        if (messages is < 1 or > Most)
            throw new ArgumentOutOfRangeException(nameof(messages), messages, $"Send 1 to {Most} messages.");
        if (lose < 1 || lose > messages)
            throw new ArgumentOutOfRangeException(nameof(lose), lose, $"Lose one of the messages, 1 to {messages}.");
    }

    // A message is one byte: its number. So a datagram and a piece of a stream are read in the same way.
    private static void SendAll(Socket sender, int messages)
    {
        for (byte message = 1; message <= messages; message++)
        {
            sender.Send([message]);
            Thread.Sleep(Between);
        }
    }

    private static TimeSpan?[] Receive(Socket receiver, int messages, int expected, Stopwatch clock)
    {
        var at = new TimeSpan?[messages];
        byte[] message = new byte[1];
        for (int count = 0; count < expected && receiver.Poll(Patience, SelectMode.SelectRead); count++)
        {
            receiver.Receive(message);
            at[message[0] - 1] = clock.Elapsed;
        }

        return at;
    }

    private static TimeSpan Relay(Socket from, Socket to, int messages, int lose, Stopwatch clock)
    {
        TimeSpan repeated = default;
        byte[] message = new byte[1];
        for (int count = 0; count < messages && from.Poll(Patience, SelectMode.SelectRead); count++)
        {
            from.Receive(message);
            if (message[0] == lose)
            {
                // At the end of the line nothing is behind the lost message; then it is simply late.
                Thread.Sleep(RepeatAfter);
                repeated = clock.Elapsed;
            }

            to.Send(message);
        }

        return repeated;
    }

    private static Socket Listen()
    {
        Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        return listener;
    }

    private static Socket Connect(Socket listener)
    {
        // Without NoDelay the sender gathers small messages, and their times would be those of the gathering.
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(listener.LocalEndPoint!);
        return socket;
    }

    private static Task<T> InBackground<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
