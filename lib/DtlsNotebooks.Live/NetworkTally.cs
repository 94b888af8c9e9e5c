using System.Diagnostics;
using System.Net;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Live;

/// <summary>
/// Counts what a network does, client by client. It holds up to 1,000 clients and then forgets the one that was silent
/// longest. Safe to use from every thread.
/// </summary>
internal sealed class NetworkTally : IProxyObserver
{
    private const int Limit = 1000;
    private readonly object _gate = new();
    private readonly Dictionary<IPEndPoint, Entry> _clients = [];
    private readonly DtlsDescriber _describer = new(null, new PlainUdpDescriber());
    private int _numbers;
    private long _refused;
    private bool _isRefusing;

    /// <summary>Datagrams at which the server's host said that nobody listens.</summary>
    public long RefusedCount
    {
        get
        {
            lock (_gate)
                return _refused;
        }
    }

    /// <summary>The last word of the server's host was that nobody listens.</summary>
    public bool IsRefusing
    {
        get
        {
            lock (_gate)
                return _isRefusing;
        }
    }

    public void Settled(CapturedDatagram datagram, DateTimeOffset started)
    {
        lock (_gate)
        {
            Entry entry = Of(datagram.Client);
            entry.LastUsed = Stopwatch.GetTimestamp();
            entry.Last = datagram;
            if (datagram.CopyOf is not null)
                entry.Doubled++;
            else if (datagram.Direction == Direction.ToServer)
                entry.There++;
            else
                entry.Back++;
            if (datagram.IsLost)
                entry.Lost++;
            if (datagram.Direction == Direction.ToClient)
                _isRefusing = false;
            if (datagram.Status == DeliveryStatus.Refused)
                Refuse();
        }
    }

    public void Refused(CapturedDatagram datagram)
    {
        lock (_gate)
        {
            Of(datagram.Client).Lost++;
            Refuse();
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _clients.Clear();
            _numbers = 0;
            _refused = 0;
        }
    }

    /// <summary>The address of the client with a number; null where there is none.</summary>
    public IPEndPoint? AddressOf(int number)
    {
        lock (_gate)
            return _clients.FirstOrDefault(pair => pair.Value.Number == number).Key;
    }

    /// <summary>The number of a client that may have been seen before any of its datagrams was settled.</summary>
    public int NumberOf(IPEndPoint client)
    {
        lock (_gate)
            return Of(client).Number;
    }

    /// <summary>The clients that spoke last, in the order of their numbers.</summary>
    /// <param name="most">How many at most.</param>
    /// <returns>The figures, and how many clients are left out.</returns>
    public (IReadOnlyList<ClientFigures> Clients, int LeftOut) Latest(int most)
    {
        List<(IPEndPoint Address, Entry Entry)> found;
        int all;
        lock (_gate)
        {
            all = _clients.Count;
            found =
            [
                .. _clients
                    .OrderByDescending(pair => pair.Value.LastUsed)
                    .Take(most)
                    .Select(pair => (pair.Key, pair.Value with { }))
                    .OrderBy(pair => pair.Item2.Number),
            ];
        }
        return (
            [
                .. found.Select(pair => new ClientFigures
                {
                    Number = pair.Entry.Number,
                    Address = pair.Address,
                    There = pair.Entry.There,
                    Back = pair.Entry.Back,
                    Lost = pair.Entry.Lost,
                    Doubled = pair.Entry.Doubled,
                    LastMessage = Words(pair.Entry.Last),
                }),
            ],
            all - found.Count
        );
    }

    private string Words(CapturedDatagram? datagram) =>
        datagram is null
            ? ""
            : $"{(datagram.Direction == Direction.ToServer ? "→" : "←")} {_describer.Describe([datagram])[0].Label}"
                + (datagram.IsLost ? " (lost)" : "");

    private Entry Of(IPEndPoint client)
    {
        if (_clients.TryGetValue(client, out Entry? known))
            return known;
        if (_clients.Count >= Limit)
            _clients.Remove(_clients.MinBy(pair => pair.Value.LastUsed).Key);
        Entry entry = new() { Number = ++_numbers, LastUsed = Stopwatch.GetTimestamp() };
        _clients.Add(client, entry);
        return entry;
    }

    private void Refuse()
    {
        _refused++;
        _isRefusing = true;
    }

    private sealed record Entry
    {
        public required int Number { get; init; }

        public long There { get; set; }

        public long Back { get; set; }

        public long Lost { get; set; }

        public long Doubled { get; set; }

        public long LastUsed { get; set; }

        public CapturedDatagram? Last { get; set; }
    }
}
