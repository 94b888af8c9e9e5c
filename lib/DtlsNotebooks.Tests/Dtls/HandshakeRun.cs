using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>A client's and a server's session that tried a handshake with each other over loopback.</summary>
internal sealed class HandshakeRun : IDisposable
{
    private readonly Socket _serverSocket;
    private readonly Socket _clientSocket;

    private HandshakeRun(Socket serverSocket, Socket clientSocket, DtlsSession client, DtlsSession server)
    {
        _serverSocket = serverSocket;
        _clientSocket = clientSocket;
        Client = client;
        Server = server;
    }

    internal DtlsSession Client { get; }

    internal DtlsSession Server { get; }

    internal DtlsException? ClientError { get; private set; }

    internal DtlsException? ServerError { get; private set; }

    internal DtlsStatus? ServerStatus { get; private set; }

    internal DtlsStatus? ClientStatus { get; private set; }

    internal TestRelay? Relay { get; private init; }

    internal static HandshakeRun Make(
        DtlsContext clientContext,
        DtlsContext serverContext,
        string hostName = "localhost",
        Func<bool, byte[], IEnumerable<byte[]>>? pass = null,
        SavedSession? saved = null
    )
    {
        Socket serverSocket = Loopback.Bound();
        TestRelay? relay = pass is null ? null : new TestRelay(serverSocket.Address(), pass);
        return Make(
            clientContext,
            serverContext,
            serverSocket,
            relay?.Address ?? serverSocket.Address(),
            hostName,
            relay,
            saved
        );
    }

    internal static HandshakeRun Make(
        DtlsContext clientContext,
        DtlsContext serverContext,
        Socket serverSocket,
        IPEndPoint connectTo,
        string hostName = "localhost",
        TestRelay? relay = null,
        SavedSession? saved = null
    )
    {
        var clientSocket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        clientSocket.Connect(connectTo);
        var client = new DtlsSession(clientContext, clientSocket);
        if (saved is not null)
        {
            client.Resume(saved);
        }

        var server = new DtlsSession(serverContext, serverSocket);
        var run = new HandshakeRun(serverSocket, clientSocket, client, server) { Relay = relay };
        Task<DtlsException?> accepted = OwnThread.Run(() => Catch(() => run.ServerStatus = server.Accept()));
        run.ClientError = Catch(() => run.ClientStatus = client.Connect(hostName));
        while (run.ClientStatus == DtlsStatus.Done && !accepted.IsCompleted)
        {
            // In an abbreviated handshake the client says the last word, and only a client that listens can say it
            // again.
            client.Read([], out _, TimeSpan.FromMilliseconds(20));
        }

        run.ServerError = accepted.GetAwaiter().GetResult();
        return run;
    }

    /// <summary>Both sides got through, and a sentence travels both ways.</summary>
    internal void AssertWorks()
    {
        Assert.Null(ClientError);
        Assert.Null(ServerError);
        Assert.Equal((DtlsStatus.Done, DtlsStatus.Done), (ClientStatus, ServerStatus));
        AssertEcho("over the hill");
    }

    internal void AssertEcho(string text)
    {
        Client.WriteText(text);
        Assert.Equal(text, Server.ReadText());
        Server.WriteText(text + " and back");
        Assert.Equal(text + " and back", Client.ReadText());
    }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
        Relay?.Dispose();
        _clientSocket.Dispose();
        _serverSocket.Dispose();
    }

    private static DtlsException? Catch(Action handshake)
    {
        try
        {
            handshake();
            return null;
        }
        catch (DtlsException e)
        {
            return e;
        }
    }
}
