using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Lessons;

/// <summary>
/// Tries a student's heart of a server's loop: ordinary clients come, alone or after a guest who means trouble.
/// </summary>
/// <param name="attendAll">
/// The student's method: it is called with the listener whenever a datagram has come, and after a while without one.
/// </param>
/// <param name="server">The server's certificate and settings.</param>
/// <param name="client">Whom the clients trust.</param>
public sealed class AttendTrial(Action<DtlsListener> attendAll, DtlsContext server, DtlsContext client)
{
    private const int Clients = 2;
    private const string Question = "Hello?";
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan FirstResend = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan GuestBound = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ClientBound = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan CrowdBound = TimeSpan.FromSeconds(4);

    /// <summary>One ordinary client comes, and nobody else.</summary>
    /// <returns>Whether it has its answer.</returns>
    public bool ServesOne() => Serves(1, _ => { });

    /// <summary>The guest shows its cookie (RFC 6347, section 4.2.1), and says nothing more.</summary>
    /// <returns>Whether both clients have their answer.</returns>
    public bool ServesAfterASilentOne() =>
        Serves(
            Clients,
            door =>
            {
                using var silent = new SilentClient(door);
            }
        );

    /// <summary>
    /// The guest offers only a cipher suite that does not fit the server's certificate, so that its handshake fails at
    /// once. (A client that refuses the certificate says so in a plaintext alert, which is not believed at once.)
    /// </summary>
    /// <returns>Whether both clients have their answer.</returns>
    public bool ServesAfterAFailure() =>
        Serves(
            Clients,
            door =>
            {
                DtlsContext misfit = client with
                {
                    CipherSuites = [ForAnotherKey()],
                    FirstResend = FirstResend,
                    HandshakeTimeout = GuestBound,
                };
                try
                {
                    DtlsSession.ConnectTo(misfit, door).Dispose();
                }
                catch (DtlsException)
                {
                    // That is what it came for.
                }
            }
        );

    private TlsCipherSuite ForAnotherKey()
    {
        using RSA? key = server.Credentials?.Certificate.GetRSAPublicKey();
        return key is null
            ? TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
            : TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256;
    }

    private bool Serves(int clients, Action<IPEndPoint> guest)
    {
        using var listener = new DtlsListener(server, new IPEndPoint(IPAddress.Loopback, 0));
        IPEndPoint door = listener.LocalEndPoint;
        // A task and not a bare thread: what the student's method throws must not end the notebook's process.
        _ = Task.Factory.StartNew(
            () => Serve(listener),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        guest(door);
        return Crowd.Arrive(clients, () => Visit(door), CrowdBound).Served == clients;
    }

    private void Serve(DtlsListener listener)
    {
        while (listener.IsListening)
        {
            listener.Socket.Poll(Rest, SelectMode.SelectRead);
            attendAll(listener);
        }
    }

    private bool Visit(IPEndPoint door)
    {
        using var visitor = DtlsSession.ConnectTo(client with { HandshakeTimeout = ClientBound }, door);
        visitor.WriteText(Question);
        return visitor.ReadText() == Question;
    }
}
