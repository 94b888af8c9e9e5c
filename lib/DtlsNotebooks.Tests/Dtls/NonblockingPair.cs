using System.Net.Sockets;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>
/// A client and a server over loopback, both nonblocking, driven by one thread. The client's socket does not wait
/// either; the server's would.
/// </summary>
internal sealed class NonblockingPair : IDisposable
{
    internal NonblockingPair(DtlsContext clientContext, DtlsContext serverContext)
    {
        ServerSocket = Loopback.Bound();
        ClientSocket = Loopback.Bound();
        ClientSocket.Connect(ServerSocket.Address());
        ClientSocket.Blocking = false;
        Client = new DtlsSession(clientContext, ClientSocket) { Blocking = false };
        Server = new DtlsSession(serverContext, ServerSocket) { Blocking = false };
    }

    internal Socket ServerSocket { get; }

    internal Socket ClientSocket { get; }

    internal DtlsSession Client { get; }

    internal DtlsSession Server { get; }

    internal DtlsStatus ConnectStep() => Client.Connect("localhost");

    /// <summary>
    /// Calls both sides in turn until both are done. Loopback delivers within the send, so no wait is needed.
    /// </summary>
    internal void Handshake()
    {
        (DtlsStatus client, DtlsStatus server) = (DtlsStatus.WantRead, DtlsStatus.WantRead);
        for (int i = 0; i < 100 && (client, server) != (DtlsStatus.Done, DtlsStatus.Done); i++)
        {
            client = client == DtlsStatus.Done ? client : ConnectStep();
            server = server == DtlsStatus.Done ? server : Server.Accept();
        }

        Assert.Equal((DtlsStatus.Done, DtlsStatus.Done), (client, server));
    }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
        ClientSocket.Dispose();
        ServerSocket.Dispose();
    }
}
