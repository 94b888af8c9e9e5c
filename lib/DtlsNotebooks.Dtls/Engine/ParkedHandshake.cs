using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// The caller's side of a <see cref="HandshakeFiber"/>. The fiber's thread does not know it, so a session that
/// everybody has forgotten is collected, and then its thread comes free.
/// </summary>
internal sealed class ParkedHandshake : IDisposable
{
    private readonly HandshakeFiber _fiber;

    /// <param name="transport">What the handshake runs over.</param>
    /// <param name="handshake">The blocking handshake; it must not refer to the session.</param>
    internal ParkedHandshake(SessionTransport transport, Func<DtlsTransport> handshake) =>
        _fiber = new HandshakeFiber(transport, handshake);

    ~ParkedHandshake() => _fiber.Abandon();

    /// <summary>
    /// Until the timer runs out, in whole milliseconds, rounded up: a poll of the operating system counts in them.
    /// </summary>
    internal TimeSpan Timeout =>
        TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(_fiber.TimeLeft.TotalMilliseconds)));

    /// <summary>Lets the handshake go on as far as it can without waiting.</summary>
    /// <returns>What it made, or null where it wants a datagram.</returns>
    /// <exception cref="IOException">The handshake failed.</exception>
    internal DtlsTransport? Step()
    {
        _fiber.Resume();
        GC.KeepAlive(this);
        return _fiber.Result;
    }

    /// <summary>
    /// Ends the handshake where it is under way, and waits for that end: nothing there waits for the network.
    /// </summary>
    public void Dispose()
    {
        _fiber.End();
        GC.SuppressFinalize(this);
    }
}
