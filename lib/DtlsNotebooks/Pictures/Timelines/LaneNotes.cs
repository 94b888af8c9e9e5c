using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>What a <see cref="LaneRecorder"/> knows of one lane.</summary>
/// <param name="first">When it was first mentioned.</param>
internal sealed class LaneNotes(TimeSpan first)
{
    private readonly List<LaneSpan> _spans = [];
    private readonly List<LaneMark> _marks = [];
    private LaneSpan? _open;
    private string _failure = "";

    /// <summary>When it was first mentioned.</summary>
    public TimeSpan First { get; } = first;

    /// <summary>Begins a span and ends the one before.</summary>
    public void Begin(LaneKind kind, string text, TimeSpan now)
    {
        End(now);
        _failure = "";
        _open = new LaneSpan(kind, now, now) { Text = text };
    }

    /// <summary>Ends the span that lasts.</summary>
    public void End(TimeSpan now)
    {
        if (_open is { } open)
            _spans.Add(open with { End = now });
        _open = null;
    }

    /// <summary>Ends badly.</summary>
    public void Fail(string why, TimeSpan now)
    {
        End(now);
        _failure = why;
    }

    /// <summary>Adds a datagram.</summary>
    public void Mark(Direction direction, string text, TimeSpan now) => _marks.Add(new LaneMark(now, direction, text));

    /// <summary>The lane as it is now.</summary>
    public Lane ToLane(string name, TimeSpan start, TimeSpan now)
    {
        IEnumerable<LaneSpan> all = _open is { } open ? [.. _spans, open with { End = now }] : _spans;
        return new Lane
        {
            Name = name,
            Spans = [.. all.Select(span => span with { Start = span.Start - start, End = span.End - start })],
            Marks = [.. _marks.Select(mark => mark with { Time = mark.Time - start })],
            Failure = _failure,
        };
    }
}
