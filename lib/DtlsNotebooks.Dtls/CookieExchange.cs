using System.Diagnostics;
using System.Net;
using DtlsNotebooks.Dtls.Engine;
using Org.BouncyCastle.Tls;

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
/// <remarks>
/// A ClientHello may come in fragments (section 4.2.3). The cookie covers nothing that stands behind it, so the first
/// fragment alone is answered, and the first fragment alone proves the address; only then the others are kept, for 64
/// clients at most and 30 seconds. It takes a first fragment of up to 100 bytes to hold version, random, session ID and
/// a cookie of 32 bytes: a client whose datagrams hold less than 125 bytes may never get in.
/// </remarks>
public sealed class CookieExchange
{
    private const int LongestDatagram = 65535;

    private readonly CookieSecrets _secrets;
    private readonly HelloAssemblies _assemblies;
    private readonly Lock _lock = new();

    /// <summary>Draws a secret for the cookies.</summary>
    public CookieExchange()
        : this(TimeProvider.System) { }

    internal CookieExchange(TimeProvider clock) =>
        (_secrets, _assemblies) = (new CookieSecrets(clock), new HelloAssemblies(clock));

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
        byte[] buffer = BufferPool.Rent(LongestDatagram);
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
            BufferPool.Return(buffer);
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
        ArgumentNullException.ThrowIfNull(datagram);
        ArgumentNullException.ThrowIfNull(answer);
        return Check(client, datagram.AsSpan(0, length), answer, out _);
    }

    /// <summary>The same, and what became of it.</summary>
    internal DtlsRequest? Check(
        IPEndPoint client,
        ReadOnlySpan<byte> datagram,
        SessionTransport answer,
        out HelloOutcome outcome
    )
    {
        outcome = HelloOutcome.Nothing;
        if (!HelloFragment.TryRead(datagram, out HelloFragment hello))
            return null;

        byte[] identity = [.. client.Address.GetAddressBytes(), (byte)(client.Port >> 8), (byte)client.Port];
        if (!hello.TryReadCookie(out ReadOnlySpan<byte> covered, out ReadOnlySpan<byte> cookie))
        {
            outcome = hello.Offset == 0 ? HelloOutcome.TooShort : HelloOutcome.Unproved;
            return outcome == HelloOutcome.Unproved ? Continue(client, hello, ref outcome) : null;
        }

        if (!_secrets.IsProved(identity, covered, cookie))
        {
            outcome = HelloOutcome.Answered;
            answer.Send(HelloVerifyRequest.Record(hello.RecordSequence, _secrets.Make(identity, covered)));
            answer.Flush();
            return null;
        }

        return Begin(client, hello, out outcome);
    }

    /// <summary>Fragments of a hello of this client are being gathered, and this is one of them.</summary>
    internal bool Awaits(IPEndPoint client, in HelloFragment fragment)
    {
        lock (_lock)
        {
            return _assemblies.Find(client, fragment) is not null;
        }
    }

    private DtlsRequest? Begin(IPEndPoint client, in HelloFragment first, out HelloOutcome outcome)
    {
        if (first.IsWhole)
            return Finish(new HelloAssembly(first, begun: 0), out outcome);

        lock (_lock)
        {
            _assemblies.Begin(client, first);
        }

        outcome = HelloOutcome.Incomplete;
        return null;
    }

    private DtlsRequest? Continue(IPEndPoint client, in HelloFragment fragment, ref HelloOutcome outcome)
    {
        lock (_lock)
        {
            if (_assemblies.Find(client, fragment) is not HelloAssembly assembly)
                return null;

            outcome = HelloOutcome.Incomplete;
            assembly.Add(fragment);
            if (!assembly.IsWhole)
                return null;

            _assemblies.Remove(client);
            return Finish(assembly, out outcome);
        }
    }

    private static DtlsRequest? Finish(HelloAssembly assembly, out HelloOutcome outcome)
    {
        DtlsRequest? request = BouncyCastleRequest.Of(assembly.RecordSequence, assembly.Message);
        outcome = request is null ? HelloOutcome.Nothing : HelloOutcome.Proved;
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
