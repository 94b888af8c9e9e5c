using System.Buffers;
using System.Diagnostics;
using System.Net;
using DtlsNotebooks.Dtls.Engine;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace DtlsNotebooks.Dtls;

/// <summary>
/// The stateless cookie exchange (RFC 6347, section 4.2.1): a server answers a ClientHello with a HelloVerifyRequest
/// and
/// remembers nothing until the client, by sending the cookie back, has proved that it receives at its address.
/// Keep one for all clients of a server: another one has another secret. It draws a new secret every five minutes, and
/// a cookie counts
/// for one minute longer, so that an old ClientHello that somebody has caught proves nothing. Many threads may share
/// it.
/// </summary>
public sealed class CookieExchange
{
    private const int LongestDatagram = 65535;

    private readonly CookieSecrets _secrets;

    /// <summary>Draws a secret for the cookies.</summary>
    /// <param name="crypto">BouncyCastle's cryptography.</param>
    public CookieExchange(TlsCrypto crypto)
        : this(crypto, TimeProvider.System) { }

    internal CookieExchange(TlsCrypto crypto, TimeProvider clock) => _secrets = new CookieSecrets(crypto, clock);

    /// <summary>
    /// Answers every ClientHello without a valid cookie, until one with a valid cookie comes, and adopts its sender as
    /// the peer.
    /// </summary>
    /// <param name="transport">Where to receive and to answer.</param>
    /// <param name="wait">How long to wait; at most some 24 days.</param>
    /// <returns>What to give to <c>DtlsServerProtocol.Accept</c>, or null where no client came.</returns>
    /// <exception cref="IOException">The transport was closed meanwhile.</exception>
    public DtlsRequest? WaitForClient(SessionTransport transport, TimeSpan wait)
    {
        ArgumentNullException.ThrowIfNull(transport);
        long start = Stopwatch.GetTimestamp();
        byte[] buffer = new byte[LongestDatagram];
        for (TimeSpan left = wait; left > TimeSpan.Zero; left = wait - Stopwatch.GetElapsedTime(start))
        {
            int length = transport.Receive(buffer, WaitTime.ToMilliseconds(left));
            if (length > 0 && Meet(transport, buffer, length) is DtlsRequest request)
            {
                return request;
            }
        }

        return null;
    }

    /// <summary>The same with the datagrams that lie ready, without waiting.</summary>
    internal DtlsRequest? LookForClient(SessionTransport transport)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(LongestDatagram);
        try
        {
            for (int i = 0; i < DatagramIntake.MostInARow && transport.TryReceive(buffer) is > 0 and int length; i++)
            {
                if (Meet(transport, buffer, length) is DtlsRequest request)
                {
                    return request;
                }
            }

            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Looks at one datagram.</summary>
    /// <param name="client">Who sent it.</param>
    /// <param name="datagram">Holds it, from the start.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="answer">Where a HelloVerifyRequest goes.</param>
    /// <returns>
    /// What to give to <c>DtlsServerProtocol.Accept</c>; null where a HelloVerifyRequest was sent, or where it is no
    /// ClientHello.
    /// </returns>
    public DtlsRequest? Check(IPEndPoint client, byte[] datagram, int length, SessionTransport answer)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(answer);
        byte[] identity = [.. client.Address.GetAddressBytes(), (byte)(client.Port >> 8), (byte)client.Port];
        DtlsRequest? request = _secrets.Verify(identity, datagram, length, answer);
        answer.Flush();
        return request;
    }

    private DtlsRequest? Meet(SessionTransport transport, byte[] datagram, int length)
    {
        if (
            transport.LastSender is not IPEndPoint client
            || Check(client, datagram, length, transport) is not DtlsRequest request
        )
        {
            return null;
        }

        transport.SetPeer(client);
        return request;
    }
}
