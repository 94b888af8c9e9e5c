namespace DtlsNotebooks.Dissection.Reading;

/// <summary>Which bytes of a message were seen, as ranges that do not touch.</summary>
internal sealed class RangeSet
{
    private readonly List<(int Start, int End)> _ranges = [];

    public int Count => _ranges.Count;

    public bool Covers(int start, int end)
    {
        int at = FirstEndingAtOrAfter(start);
        return at < _ranges.Count && _ranges[at].Start <= start && _ranges[at].End >= end;
    }

    public void Add(int start, int end)
    {
        int at = FirstEndingAtOrAfter(start);
        int last = at;
        while (last < _ranges.Count && _ranges[last].Start <= end)
        {
            (start, end) = (Math.Min(start, _ranges[last].Start), Math.Max(end, _ranges[last].End));
            last++;
        }

        _ranges.RemoveRange(at, last - at);
        _ranges.Insert(at, (start, end));
    }

    private int FirstEndingAtOrAfter(int position)
    {
        (int low, int high) = (0, _ranges.Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_ranges[middle].End < position)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
