namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// Puts the peer's messages together and hands them out in their order (RFC 6347, sections 4.2.2 and 4.2.3). What it
/// keeps is bounded.
/// </summary>
/// <param name="longest">The longest message that is taken, in bytes.</param>
internal sealed class MessageInbox(int longest)
{
    /// <summary>So many messages ahead are kept: a flight has no more.</summary>
    private const int Ahead = 16;

    /// <summary>So many versions of one message are kept.</summary>
    internal const int MostVersions = 8;

    /// <summary>All versions together, in bytes; the first version of the next message is always taken.</summary>
    private const int LargestTotal = 64 * 1024;

    private readonly Dictionary<int, List<MessageCandidate>> _arriving = [];
    private int _total;
    private MessageCandidate? _repeat;
    private (int Sequence, short Type, int Length)? _last;

    /// <summary>The number of the message that is wanted next.</summary>
    internal int Next { get; private set; }

    /// <summary>The longest message that is taken.</summary>
    internal int Longest => longest;

    /// <summary>
    /// Takes a fragment.
    /// </summary>
    /// <returns>
    /// True where it completes, once more, the last message of the peer's flight before: the peer repeats it.
    /// </returns>
    internal bool Add(in MessagePart fragment)
    {
        if (fragment.Sequence < Next)
            return IsRepeat(fragment);

        if (fragment.Sequence < Next + Ahead)
            Keep(fragment);

        return false;
    }

    /// <summary>A whole version of the next message that nobody has looked at yet; null where there is none.</summary>
    internal MessageCandidate? Peek()
    {
        if (!_arriving.TryGetValue(Next, out List<MessageCandidate>? versions))
            return null;

        foreach (MessageCandidate version in versions)
        {
            if (version is { IsComplete: true, IsRefused: false })
                return version;
        }

        return null;
    }

    /// <summary>A version of the next message is on its way that may be better than those that were refused.</summary>
    internal bool IsArriving =>
        _arriving.TryGetValue(Next, out List<MessageCandidate>? versions)
        && versions.Exists(version => !version.IsComplete);

    /// <summary>The next message is this one: what contradicts it is forgotten.</summary>
    internal void Take(MessageCandidate taken)
    {
        foreach (MessageCandidate version in _arriving[Next])
            _total -= version.Length;

        _arriving.Remove(Next);
        _last = (Next, taken.Type, taken.Length);
        _repeat = null;
        Next++;
    }

    /// <summary>The next messages have these numbers: those before were received in another way.</summary>
    /// <param name="next">The number of the next message.</param>
    /// <param name="last">The type and length of the last one before.</param>
    internal void StartAt(int next, (short Type, int Length)? last = null)
    {
        Next = next;
        _last = last is (short type, int length) ? (next - 1, type, length) : null;
        _repeat = null;
    }

    private void Keep(in MessagePart fragment)
    {
        if (!_arriving.TryGetValue(fragment.Sequence, out List<MessageCandidate>? versions))
            _arriving.Add(fragment.Sequence, versions = []);

        bool fits = false;
        foreach (MessageCandidate version in versions)
            fits |= version.TryAdd(fragment);

        bool isNeeded = fragment.Sequence == Next && versions.Count == 0;
        bool hasRoom = versions.Count < MostVersions && _total + fragment.MessageLength <= LargestTotal;
        if (!fits && (isNeeded || hasRoom))
        {
            var version = new MessageCandidate(fragment.Type, fragment.MessageLength);
            version.TryAdd(fragment);
            versions.Add(version);
            _total += version.Length;
        }
    }

    private bool IsRepeat(in MessagePart fragment)
    {
        if (_last is not (int sequence, short type, int length) || fragment.Sequence != sequence)
            return false;

        _repeat ??= new MessageCandidate(type, length);
        if (!_repeat.TryAdd(fragment) || !_repeat.IsComplete)
            return false;

        _repeat = null;
        return true;
    }
}
