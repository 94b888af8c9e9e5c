using System.Globalization;
using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Live;

/// <summary>
/// A network between programs: a <see cref="UdpProxy"/> that keeps the newest datagrams, counts them client by client
/// and, where wanted, writes all of them to a file.
/// </summary>
public sealed class LiveNetwork : IDisposable
{
    /// <summary>The most datagrams that are kept to look at.</summary>
    public const int DatagramLimit = 20_000;

    private const long ByteLimit = 32L * 1024 * 1024;
    private readonly CaptureFile? _file;
    private int _closed;

    /// <summary>Starts the network.</summary>
    /// <param name="options">How.</param>
    /// <exception cref="InvalidOperationException">The port is taken, or nothing leads to the server.</exception>
    /// <exception cref="IOException">The capture cannot be written; the message says why.</exception>
    public LiveNetwork(NetworkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        AssertWayTo(options.Server);
        _file = options.CapturePath is { } path ? Begin(path) : null;
        try
        {
            Proxy = new(
                options.Server,
                new UdpProxyOptions
                {
                    Port = options.Port,
                    Any = options.Any,
                    Seed = options.Seed,
                    KeepNewest = true,
                    DatagramLimit = DatagramLimit,
                    ByteLimit = ByteLimit,
                    Observers = _file is null ? [Tally] : [_file, Tally],
                }
            )
            {
                ToServer = options.There,
                ToClient = options.Back,
            };
        }
        catch (InvalidOperationException e)
        {
            _file?.Dispose();
            throw new InvalidOperationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Port {options.Port} is taken or not allowed: choose another with --listen, or 0 for any that is free."
                ),
                e
            );
        }
    }

    /// <summary>The relay itself.</summary>
    public UdpProxy Proxy { get; }

    /// <summary>The full path of the capture; null where none is written.</summary>
    public string? CapturePath => _file?.Path;

    /// <summary>How many datagrams are in the capture.</summary>
    public long CaptureCount => _file?.Count ?? 0;

    internal NetworkTally Tally { get; } = new();

    /// <summary>What the user should know, in sentences.</summary>
    public IReadOnlyList<string> Notices
    {
        get
        {
            List<string> notices = [];
            if (Tally.IsRefusing)
            {
                notices.Add(
                    $"Nobody listens on {Proxy.Server}: start the server there. Its computer refused "
                        + $"{Plural(Tally.RefusedCount, "datagram")}."
                );
            }
            if (_file?.Problem is { } problem)
                notices.Add($"The capture is no longer written ({problem}); it ends before this.");
            notices.AddRange(Proxy.Latest(1).Faults);
            return notices;
        }
    }

    /// <summary>Begins anew: what was kept is forgotten, counts and numbers start again. The capture goes on.</summary>
    public void Clear()
    {
        Proxy.Clear();
        Tally.Clear();
    }

    /// <summary>
    /// Closes the network. What it still held back is in the capture too, as still on its way. Safe to call again.
    /// </summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;
        Proxy.Dispose();
        if (_file is null)
            return;
        Capture rest = Proxy.Capture();
        foreach (CapturedDatagram datagram in rest.Where(datagram => datagram.Status == DeliveryStatus.Pending))
            _file.Settled(datagram, rest.Started);
        _file.Dispose();
    }

    internal static string Plural(long number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");

    // Sends nothing.
    private static void AssertWayTo(IPEndPoint server)
    {
        try
        {
            using Socket socket = new(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(server);
        }
        catch (SocketException e)
        {
            throw new InvalidOperationException(
                $"Nothing leads from this computer to {server} ({e.Message}): look at the address after --to.",
                e
            );
        }
    }

    private static CaptureFile Begin(string path)
    {
        try
        {
            return new CaptureFile(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new IOException($"“{path}” cannot be written ({e.Message}): choose another file after --capture.", e);
        }
    }
}
