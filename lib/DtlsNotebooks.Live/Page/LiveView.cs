using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using DtlsNotebooks.Pictures;
using DtlsNotebooks.Pictures.Ladders;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Live.Page;

/// <summary>
/// What every page of a network shows, the same on each: the counts, and the part of the ladder that was chosen.
/// Whatever the datagrams a second, it draws a bounded number of them, and says what it leaves out. Safe to use from
/// every thread.
/// </summary>
internal sealed class LiveView(LiveNetwork network)
{
    /// <summary>The most datagrams that are drawn at once.</summary>
    public const int Rows = 200;

    private const int MostLanes = 8;
    private const int MostClients = 50;

    // How far back it is read to tell what was sent before; what a row opens is told in the light of more.
    private const int Context = 1500;
    private const int DeepContext = 5000;

    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(150);
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private readonly object _gate = new();
    private readonly object _drawing = new();
    private int _revision;
    private int? _pausedAt;
    private int? _end;
    private int _client;
    private (int First, int Last) _shown;
    private (string Key, string Json) _picture = ("", "");
    private (long At, string Json) _state = (0, "");

    /// <summary>The counts and choices as JSON; the same text as long as nothing has changed.</summary>
    public string State()
    {
        lock (_gate)
        {
            if (_state.Json.Length == 0 || Stopwatch.GetElapsedTime(_state.At) > Fresh)
                _state = (Stopwatch.GetTimestamp(), WriteState());
            return _state.Json;
        }
    }

    /// <summary>The chosen part of the ladder as JSON; drawn once for all pages.</summary>
    public string Picture()
    {
        lock (_drawing)
        {
            (string key, int upTo, int client, bool isNewest) = Chosen();
            if (_picture.Key != key)
                _picture = (key, WritePicture(key, upTo, client, isNewest));
            return _picture.Json;
        }
    }

    /// <summary>What one datagram opens, as JSON; null where it is not kept.</summary>
    public string? Datagram(int number)
    {
        if (network.Proxy.Latest(1, number) is not { Count: 1 } found || found[found.First().Number].Number != number)
            return null;
        IPEndPoint client = found.First().Client;
        Capture whole = network.Proxy.Latest(DeepContext, number, other => other.Equals(client)).AsDtls();
        if (whole.Count == 0)
            return null;
        (string name, IReadOnlyList<string> details) = LiveLadder.Last(whole, Frame([client]));
        return JsonSerializer.Serialize(new { Name = $"Datagram {Whole(number)}. {name}", Details = details }, Options);
    }

    /// <summary>Holds the picture where it is, or lets it go on; the network goes on in any case.</summary>
    public void Pause(bool paused) =>
        Change(() =>
        {
            _pausedAt = paused ? LastNumber() : null;
            _end = null;
        });

    /// <summary>Shows one client alone.</summary>
    /// <param name="number">Its number; 0 for all.</param>
    public void Choose(int number) =>
        Change(() =>
        {
            _client = number;
            _end = null;
        });

    /// <summary>Shows what was before, what came after, or what is newest.</summary>
    /// <param name="where">"earlier", "later" or "newest".</param>
    public void Move(string where)
    {
        (int first, int last) = _shown;
        int? end = where switch
        {
            "earlier" => first > 1 ? first - 1 : _end,
            "later" => EndAfter(last),
            _ => null,
        };
        Change(() => _end = end);
    }

    /// <summary>Begins anew; see <see cref="LiveNetwork.Clear"/>.</summary>
    public void Clear() =>
        Change(() =>
        {
            network.Clear();
            _pausedAt = _end = null;
            _client = 0;
        });

    /// <summary>Changes what the network does to datagrams, from the next one on.</summary>
    /// <param name="there">Whether on the way to the server; else on the way to the clients.</param>
    /// <param name="what">"loss", "duplicate", "reorder", "corrupt" (percent) or "delay" (milliseconds).</param>
    /// <param name="value">The number.</param>
    /// <exception cref="FormatException">Not such a name or number; the message says what to write.</exception>
    public void Impair(bool there, string what, double value)
    {
        bool isDelay = what == "delay";
        if (!(value >= 0 && value <= (isDelay ? 60_000 : 100)))
        {
            throw new FormatException(
                isDelay ? "Write milliseconds from 0 to 60000." : "Write a number of percent from 0 to 100."
            );
        }
        double share = value / 100;
        Change(() =>
        {
            Impairment old = there ? network.Proxy.ToServer : network.Proxy.ToClient;
            Impairment next = what switch
            {
                "loss" => old with { Loss = share },
                "duplicate" => old with { Duplicate = share },
                "reorder" => old with { Reorder = share },
                "corrupt" => old with { Corrupt = share },
                "delay" => old with { Delay = TimeSpan.FromMilliseconds(value) },
                _ => throw new FormatException($"“{what}” is nothing that this network does."),
            };
            if (there)
                network.Proxy.ToServer = next;
            else
                network.Proxy.ToClient = next;
        });
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            _revision++;
            _state = (0, "");
        }
    }

    private (string Key, int UpTo, int Client, bool IsNewest) Chosen()
    {
        lock (_gate)
        {
            int? end = _end ?? _pausedAt;
            string key = $"{_revision}";
            if (end is null)
            {
                ProxyStatistics all = network.Proxy.Statistics;
                key +=
                    $".{all.Received + all.Duplicated}.{all.Delivered + all.Dropped + all.QueueFull + all.SendFailed}.{all.Refused}";
            }
            return (key, end ?? int.MaxValue, _client, end is null);
        }
    }

    private int LastNumber() => network.Proxy.Latest(1).LastOrDefault()?.Number ?? 0;

    private Func<IPEndPoint, bool>? ClientFilter(int number) =>
        number == 0 ? null
        : network.Tally.AddressOf(number) is { } address ? other => other.Equals(address)
        : _ => false;

    private int? EndAfter(int last)
    {
        int[] later =
        [
            .. network
                .Proxy.Latest(LiveNetwork.DatagramLimit, _pausedAt ?? int.MaxValue, ClientFilter(_client))
                .Select(datagram => datagram.Number)
                .Where(number => number > last),
        ];
        return later.Length > Rows ? later[Rows - 1] : null;
    }

    private LadderFrame Frame(IEnumerable<IPEndPoint> clients) =>
        new(
            [.. clients.OrderBy(network.Tally.NumberOf)],
            client => $"Client {Whole(network.Tally.NumberOf(client))}",
            TimeSpan.Zero
        );

    private string WritePicture(string key, int upTo, int client, bool isNewest)
    {
        Capture read = network.Proxy.Latest(Rows + Context, upTo, ClientFilter(client)).AsDtls();
        Capture window = read.Skip(Math.Max(0, read.Count - Rows));
        // Many clients make a picture that nobody reads: those that spoke last are drawn.
        HashSet<IPEndPoint> lanes =
        [
            .. window.Reverse().Select(datagram => datagram.Client).Distinct().Take(MostLanes),
        ];
        Capture drawn = window.Where(datagram => lanes.Contains(datagram.Client));
        int last = window.Count == 0 ? 0 : window.Last().Number;
        int first = window.Count == 0 ? 0 : window.First().Number;
        _shown = (first, last);
        List<string> notes = [];
        if (drawn.Count < window.Count)
        {
            notes.Add(
                $"{LiveNetwork.Plural(window.Count - drawn.Count, "datagram")} of "
                    + $"{LiveNetwork.Plural(window.Clients.Count - lanes.Count, "other client")} between these: "
                    + "choose a client to see them."
            );
        }
        if (first > 1 && client == 0)
            notes.Add($"{LiveNetwork.Plural(first - 1, "earlier datagram")} above.");
        string title =
            window.Count == 0 ? "No datagram yet"
            : client > 0 ? $"Client {Whole(client)}: datagrams {Whole(first)} to {Whole(last)}"
            : $"Datagrams {Whole(first)} to {Whole(last)}";
        string head = JsonSerializer.Serialize(
            new
            {
                Key = key,
                Title = title,
                Note = string.Join(' ', notes),
                IsNewest = isNewest,
                drawn.Count,
            },
            Options
        );
        return $"{head[..^1]},\"ladder\":{LiveLadder.Json(drawn, Frame(lanes))}}}";
    }

    private string WriteState()
    {
        ProxyStatistics all = network.Proxy.Statistics;
        (IReadOnlyList<ClientFigures> clients, int leftOut) = network.Tally.Latest(MostClients);
        int last = LastNumber();
        int? end = _end ?? _pausedAt;
        string key = Chosen().Key;
        List<string> left = [];
        if (all.Forgotten > 0)
        {
            left.Add(
                $"{LiveNetwork.Plural(all.Forgotten, "older datagram")} "
                    + $"{(all.Forgotten == 1 ? "is" : "are")} no longer kept here"
                    + (network.CapturePath is null ? "." : "; the capture has them.")
            );
        }
        if (leftOut > 0)
            left.Add($"{LiveNetwork.Plural(leftOut, "more client")} spoke longer ago.");
        return JsonSerializer.Serialize(
            new
            {
                Key = key,
                Paused = _pausedAt is not null,
                Back = _end is not null,
                Since = end is { } from ? Math.Max(0, last - from) : 0,
                Client = _client,
                Sent = all.Received,
                Lost = all.Dropped + all.QueueFull + all.SendFailed + all.Refused,
                Doubled = all.Duplicated,
                Damaged = all.Corrupted,
                Clients = clients.Select(client => new
                {
                    client.Number,
                    Address = client.Address.ToString(),
                    client.There,
                    client.Back,
                    client.Lost,
                    client.Doubled,
                    client.LastMessage,
                }),
                LeftOut = string.Join(' ', left),
                network.Notices,
                There = Shares(network.Proxy.ToServer),
                Home = Shares(network.Proxy.ToClient),
            },
            Options
        );
    }

    private static object Shares(Impairment impairment) =>
        new
        {
            Loss = Math.Round(impairment.Loss * 100, 3),
            Duplicate = Math.Round(impairment.Duplicate * 100, 3),
            Reorder = Math.Round(impairment.Reorder * 100, 3),
            Corrupt = Math.Round(impairment.Corrupt * 100, 3),
            Delay = Math.Round(impairment.Delay.TotalMilliseconds, 3),
        };

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}
