using System.Runtime.CompilerServices;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Pictures.Plotting;
using DtlsNotebooks.Pictures.Timelines;

namespace DtlsNotebooks.Lessons;

/// <summary>
/// Writes down what the one thread of a select loop does and for which client, and draws it. Each entry ends the one
/// before it. The loop's thread writes; another may ask for a picture meanwhile.
/// </summary>
/// <example><code>
/// diary.Sleeps();                      // before Socket.Select
/// diary.Handshake(session);
/// diary.WantRead(session);
/// diary.Picture("One thread, six clients")
/// </code></example>
public sealed class LoopDiary
{
    private readonly LoopRecorder _recorder = new();
    private ConditionalWeakTable<DtlsSession, string> _names = [];
    private int _clients;
    private DtlsSession? _reading;

    /// <summary>The thread goes to sleep in select.</summary>
    public void Sleeps()
    {
        LookBack();
        _recorder.Enter(LoopActivity.Blocked);
    }

    /// <summary>
    /// It takes a client's handshake as far as it goes, or, where the client's timer has run out, sends the flight again
    /// (RFC 6347, section 4.2.4).
    /// </summary>
    /// <param name="session">The client's session.</param>
    /// <param name="timeIsUp">The timer has run out.</param>
    public void Handshake(DtlsSession session, bool timeIsUp = false) =>
        Enter(timeIsUp ? LoopActivity.TimerRanOut : LoopActivity.Handshake, session);

    /// <summary>It reads what a client sent; where that is the client's goodbye, the diary says so.</summary>
    /// <param name="session">The client's session.</param>
    public void Reading(DtlsSession session)
    {
        Enter(LoopActivity.Reading, session);
        _reading = session;
    }

    /// <summary>It writes to a client.</summary>
    /// <param name="session">The client's session.</param>
    public void Writing(DtlsSession session) => Enter(LoopActivity.Writing, session);

    /// <summary>A client's session says WANT_READ: nothing more can be done for it now.</summary>
    /// <param name="session">The client's session.</param>
    public void WantRead(DtlsSession session) => Enter(LoopActivity.WantRead, session);

    /// <summary>The loop is over: what it did last has ended.</summary>
    public void Ends()
    {
        LookBack();
        _recorder.Leave();
    }

    /// <summary>Forgets everything; the next client is client 1.</summary>
    public void Clear()
    {
        _recorder.Clear();
        _reading = null;
        _names = [];
        _clients = 0;
    }

    /// <summary>For how many percent of the time the thread has slept in select; a whole number.</summary>
    public int PercentAsleep
    {
        get
        {
            SelectLoopDiagram picture = Picture("");
            return picture.Duration > TimeSpan.Zero
                ? (int)Math.Round(100 * (picture.TimeIn(LoopActivity.Blocked) / picture.Duration))
                : 0;
        }
    }

    /// <summary>
    /// With how many clients the thread had begun when it first wrote to one of them; with all, if it never wrote.
    /// </summary>
    public int BegunBeforeFirstAnswer => LoopProgress.BegunBeforeFirstAnswer(Picture(""));

    /// <summary>Where the thread was, moment by moment.</summary>
    /// <param name="title">What happened, in a few words.</param>
    public SelectLoopDiagram Picture(string title) => _recorder.ToDiagram(title);

    /// <summary>
    /// How many clients had come, had their handshake done, and had their answer, against time in milliseconds.
    /// </summary>
    /// <param name="title">What happened, in a few words.</param>
    public LineChart Progress(string title) => LoopProgress.Of(Picture(title));

    private void Enter(LoopActivity activity, DtlsSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        LookBack();
        _recorder.Enter(activity, _names.GetValue(session, _ => $"client {++_clients}"));
    }

    // Only after the reading does the thread know what it has read: a session that was open and is no longer has
    // heard a goodbye.
    private void LookBack()
    {
        if (_reading is { IsOpen: false })
            _recorder.TurnsOutToBe(LoopActivity.Goodbye);
        _reading = null;
    }
}
