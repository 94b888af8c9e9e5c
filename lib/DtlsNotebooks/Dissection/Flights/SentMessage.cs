namespace DtlsNotebooks.Dissection.Flights;

/// <summary>One handshake message with the parts in which it was sent, as often as it was sent.</summary>
internal sealed class SentMessage
{
    private const int MostPasses = 64;

    private readonly List<SendPass> _passes = [];

    /// <summary>The message, once all of its bytes were sent.</summary>
    public HandshakeMessage? Message { get; set; }

    /// <summary>Notes a part; a part that every earlier sending held already begins the next one.</summary>
    public (SendPass Pass, int Number) Add(int start, int end)
    {
        for (int at = 0; at < _passes.Count; at++)
        {
            if (!_passes[at].Seen.Covers(start, end) || at == MostPasses - 1)
                return (_passes[at].Add(start, end), at);
        }

        _passes.Add(new SendPass());
        return (_passes[^1].Add(start, end), _passes.Count - 1);
    }
}
