using System.Diagnostics;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Pictures.Timelines;

/// <summary>
/// Writes down from any number of threads who does what and when, for a <see cref="LanesDiagram"/>. All times come
/// from one
/// monotonic clock. Nothing here throws because of when, or from which thread, it is called.
/// </summary>
/// <example><code>
/// var lanes = new LaneRecorder();
/// lanes.Begin("client 1", LaneKind.Waiting);      // in the client's thread
/// lanes.Begin("client 1", LaneKind.Handshake);    // ends the waiting
/// lanes.End("client 1");
/// new LanesDiagram("One client", lanes.ToGroup("a thread for each client"))
/// </code></example>
public sealed class LaneRecorder
{
    private const int MostEntries = 200_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LaneNotes> _lanes = [];
    private long _origin = Stopwatch.GetTimestamp();
    private int _entries;

    /// <summary>What was not written down because the recorder was full, in spans and marks.</summary>
    public int NotRecorded { get; private set; }

    /// <summary>A lane's owner begins something, which ends what it did before.</summary>
    /// <param name="lane">Whose lane, such as "client 3"; its first mention makes it.</param>
    /// <param name="kind">What it does from now on.</param>
    /// <param name="text">More about it, for hovering.</param>
    public void Begin(string lane, LaneKind kind, string text = "") =>
        Note(lane, (notes, now) => notes.Begin(kind, text, now));

    /// <summary>A lane's owner is done with what it did. Without a begin before, nothing happens.</summary>
    /// <param name="lane">Whose lane.</param>
    public void End(string lane) => Note(lane, (notes, now) => notes.End(now));

    /// <summary>A lane's owner ends badly: its lane ends in a red cross and these words.</summary>
    /// <param name="lane">Whose lane.</param>
    /// <param name="why">What went wrong, in a few words.</param>
    public void Fail(string lane, string why = "gave up") => Note(lane, (notes, now) => notes.Fail(why, now));

    /// <summary>A datagram leaves, or arrives.</summary>
    /// <param name="lane">Whose lane.</param>
    /// <param name="direction">To the server or to the client.</param>
    /// <param name="text">What is in it, for hovering.</param>
    public void Mark(string lane, Direction direction, string text = "") =>
        Note(lane, (notes, now) => notes.Mark(direction, text, now));

    /// <summary>Forgets everything: time begins anew.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _lanes.Clear();
            _origin = Stopwatch.GetTimestamp();
            (_entries, NotRecorded) = (0, 0);
        }
    }

    /// <summary>
    /// What was written down so far. Times count from the first entry; what still lasts ends now. Lanes stand in the
    /// order in which
    /// they were first mentioned, and those that differ only by a number at the end in the order of their numbers.
    /// </summary>
    /// <param name="title">What was done, such as "a thread for each client".</param>
    public LaneGroup ToGroup(string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        lock (_gate)
        {
            TimeSpan now = Stopwatch.GetElapsedTime(_origin);
            TimeSpan start = _lanes.Values.Select(notes => notes.First).DefaultIfEmpty().Min();
            return new LaneGroup
            {
                Title = title,
                Lanes = [.. LaneNames.Sort(_lanes.Keys).Select(name => _lanes[name].ToLane(name, start, now))],
            };
        }
    }

    private void Note(string lane, Action<LaneNotes, TimeSpan> write)
    {
        ArgumentNullException.ThrowIfNull(lane);
        lock (_gate)
        {
            if (_entries == MostEntries)
            {
                NotRecorded++;
                return;
            }
            _entries++;
            TimeSpan now = Stopwatch.GetElapsedTime(_origin);
            if (!_lanes.TryGetValue(lane, out LaneNotes? notes))
                _lanes.Add(lane, notes = new LaneNotes(now));
            write(notes, now);
        }
    }
}
