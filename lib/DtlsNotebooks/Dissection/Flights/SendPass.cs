using DtlsNotebooks.Dissection.Reading;

namespace DtlsNotebooks.Dissection.Flights;

/// <summary>One sending of a message: the parts in which it went.</summary>
internal sealed class SendPass
{
    private readonly SortedSet<int> _starts = [];
    private Dictionary<int, int>? _places;

    public RangeSet Seen { get; } = new();

    public SendPass Add(int start, int end)
    {
        Seen.Add(start, end);
        _starts.Add(start);
        _places = null;
        return this;
    }

    /// <summary>Which part of how many begins here; null if parts are missing or overlap.</summary>
    public (int Place, int Count)? PlaceOf(int start, int length)
    {
        if (!Seen.Covers(0, length))
            return null;
        _places ??= _starts.Select((begin, at) => (begin, at)).ToDictionary(pair => pair.begin, pair => pair.at + 1);
        return _places.TryGetValue(start, out int place) ? (place, _places.Count) : null;
    }
}
