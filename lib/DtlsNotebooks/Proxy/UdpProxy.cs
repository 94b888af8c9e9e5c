using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Proxy.Relaying;

namespace DtlsNotebooks.Proxy;

/// <summary>
/// A network to look into: a relay on loopback between clients and a server that records every datagram and, when told,
/// loses, repeats, delays, reorders or corrupts some. Clients send to <see cref="EndPoint"/> instead of to the server;
/// neither they
/// nor the server need to know.
/// </summary>
/// <remarks>
/// It starts at once and runs on one background thread. Each client gets a socket of its own towards the server,
/// so the server sees each client at a port of its own. It may be closed at any time, twice, or never.
/// A recording holds at most 100,000 datagrams and 128 MiB of payload; what comes after is handed on and counted, not
/// recorded.
/// It serves up to 1,000 clients at once and then forgets the one that was silent longest.
/// </remarks>
public sealed class UdpProxy : IDisposable
{
    private readonly Recording _recording;
    private readonly RelayDirection _toServer;
    private readonly RelayDirection _toClient;
    private readonly RelayThread _relay;
    private long _overrunBefore;

    /// <summary>Starts a network in front of a server, which need not be there yet.</summary>
    /// <param name="server">Address and port of the server.</param>
    /// <param name="seed">
    /// Decides which datagrams meet bad chance; the same seed gives the same chance in every run.
    /// </param>
    /// <param name="port">The port on loopback to listen on; 0 for any free one.</param>
    /// <exception cref="ArgumentException">No client could reach such a server address.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The port is not 0 to 65,535.</exception>
    /// <exception cref="InvalidOperationException">The port is taken.</exception>
    public UdpProxy(IPEndPoint server, int seed = 1, int port = 0)
        : this(server, new UdpProxyOptions { Seed = seed, Port = port }) { }

    /// <summary>Starts a network in front of a server, which need not be there yet.</summary>
    /// <param name="server">Address and port of the server.</param>
    /// <param name="options">How it listens and records.</param>
    /// <exception cref="ArgumentException">No client could reach such a server address.</exception>
    /// <exception cref="InvalidOperationException">The port is taken.</exception>
    public UdpProxy(IPEndPoint server, UdpProxyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Server = Usable(server);
        _recording = new(options.DatagramLimit, options.ByteLimit, options.KeepNewest);
        _toServer = new(options.Seed, Direction.ToServer, Report);
        _toClient = new(options.Seed, Direction.ToClient, Report);
        _relay = new(_recording, _toServer, _toClient, Server, options);
    }

    /// <summary>
    /// Where clients send to: an address and a port on loopback, or with <see cref="UdpProxyOptions.Any"/> the port at
    /// every address of this machine.
    /// </summary>
    public IPEndPoint EndPoint => _relay.EndPoint;

    /// <summary>Where the server is.</summary>
    public IPEndPoint Server { get; }

    /// <summary>
    /// What happens to datagrams on their way to the server. Setting it makes its ordinals count from 1 again.
    /// </summary>
    public Impairment ToServer
    {
        get => _toServer.Rules.Impairment;
        set => _toServer.Impair(value ?? Impairment.None);
    }

    /// <summary>
    /// What happens to datagrams on their way to the clients. Setting it makes its ordinals count from 1 again.
    /// </summary>
    public Impairment ToClient
    {
        get => _toClient.Rules.Impairment;
        set => _toClient.Impair(value ?? Impairment.None);
    }

    /// <summary>Tells what is in the datagrams of a capture.</summary>
    public ICaptureDescriber Describer
    {
        get;
        set => field = value ?? new PlainUdpDescriber();
    } = new PlainUdpDescriber();

    /// <summary>True where the proxy is closed and its thread has ended.</summary>
    internal bool HasStopped => _relay.HasStopped;

    /// <summary>What the proxy did since its recording began, and what it had to drop.</summary>
    public ProxyStatistics Statistics =>
        _recording.Statistics() with
        {
            Overrun = _relay.Overrun() is { } drops ? Math.Max(0, drops - _overrunBefore) : null,
        };

    /// <summary>Everything recorded so far, as it is now; it does not change any more.</summary>
    public Capture Capture() => _recording.Snapshot(Describer);

    /// <summary>The last datagrams recorded, in their order; cheap where the recording is long.</summary>
    /// <param name="count">How many at most.</param>
    /// <param name="upTo">The highest number that counts; all where nothing is given.</param>
    /// <param name="ofClient">Whose datagrams count; those of all clients where nothing is given.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 0.</exception>
    public Capture Latest(int count, int upTo = int.MaxValue, Func<IPEndPoint, bool>? ofClient = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return _recording.Latest(Describer, count, upTo, ofClient);
    }

    /// <summary>
    /// Begins a new recording: numbers, times and the ordinals of the impairments start anew.
    /// Datagrams still on their way travel on, unrecorded.
    /// </summary>
    public void Clear()
    {
        _recording.Clear();
        _toServer.Restart();
        _toClient.Restart();
        _overrunBefore = _relay.Overrun() ?? 0;
    }

    /// <summary>
    /// Waits until so many datagrams, copies included, have been handed on or dropped since the recording began.
    /// </summary>
    /// <param name="count">How many.</param>
    /// <param name="limit">The longest to wait; 5 seconds where nothing is given.</param>
    /// <returns>True where they have; false where the limit ran out or the proxy was closed before.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below 0.</exception>
    public bool WaitFor(int count, TimeSpan? limit = null) => _recording.WaitFor(count, Bound(limit, 5, nameof(limit)));

    /// <summary>
    /// Waits until no datagram is on its way and none has come for a while, counted from the call on.
    /// </summary>
    /// <param name="quiet">How long nothing may come; 50 ms where nothing is given.</param>
    /// <param name="limit">The longest to wait; 5 seconds where nothing is given.</param>
    /// <returns>True where it is quiet; false where the limit ran out before.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A time is below 0.</exception>
    public bool WaitForQuiet(TimeSpan? quiet = null, TimeSpan? limit = null) =>
        _recording.WaitForQuiet(Bound(quiet, 0.05, nameof(quiet)), Bound(limit, 5, nameof(limit)));

    /// <summary>
    /// Closes the network at once: datagrams held back stay so. What was recorded can still be captured. Safe to call
    /// again, and from any thread.
    /// </summary>
    public void Dispose() => _relay.Dispose();

    /// <summary>From where to where it relays.</summary>
    public override string ToString() => $"UdpProxy {EndPoint} → {Server}";

    private static IPEndPoint Usable(IPEndPoint server)
    {
        ArgumentNullException.ThrowIfNull(server);
        if (server.Port == 0)
        {
            throw new ArgumentException(
                "The server's port is 0, which no client can send to: give the port that its socket is bound to.",
                nameof(server)
            );
        }

        if (server.Address.Equals(IPAddress.Any) || server.Address.Equals(IPAddress.IPv6Any))
        {
            throw new ArgumentException(
                $"{server.Address} means every address of a machine and can only be bound to: give IPAddress.Loopback.",
                nameof(server)
            );
        }

        return server.AddressFamily == AddressFamily.InterNetworkV6 && server.Address.IsIPv4MappedToIPv6
            ? new(server.Address.MapToIPv4(), server.Port)
            : new(server.Address, server.Port);
    }

    private static TimeSpan Bound(TimeSpan? time, double defaultSeconds, string name)
    {
        TimeSpan bound = time ?? TimeSpan.FromSeconds(defaultSeconds);
        return bound >= TimeSpan.Zero
            ? bound
            : throw new ArgumentOutOfRangeException(name, bound, $"{name} is a time to wait: give 0 or more.");
    }

    private void Report(Exception e) =>
        _recording.Report(
            $"A rule threw {e.GetType().Name}: {e.Message} The datagram was treated as if the rule did not match.",
            ofRule: true
        );
}
