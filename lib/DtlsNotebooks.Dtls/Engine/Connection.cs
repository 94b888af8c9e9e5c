namespace DtlsNotebooks.Dtls.Engine;

/// <summary>What a listener keeps of one client that has proved its cookie.</summary>
internal sealed class Connection(PeerTransport transport, DtlsSession session, byte[] random, long begun)
{
    internal PeerTransport Transport => transport;

    internal DtlsSession Session => session;

    /// <summary>When it was made, as a timestamp of the listener's clock.</summary>
    internal long Begun => begun;

    internal bool IsHalfOpen => session.Facts is null;

    /// <summary>
    /// Its place among the clients that nobody has taken yet; null once somebody has. Guarded by the table.
    /// </summary>
    internal LinkedListNode<Connection>? Place { get; set; }

    /// <summary>It is in the <see cref="ReadyList"/>.</summary>
    internal bool IsListed { get; set; }

    /// <summary>Its timer is to be looked at anew by <see cref="HandshakeTimers"/>.</summary>
    internal bool IsTouched { get; set; }

    /// <summary>
    /// The one of its entries in <see cref="HandshakeTimers"/> that counts, by the timestamp it is due at; the largest
    /// there is where none counts.
    /// </summary>
    internal long Due { get; set; } = long.MaxValue;

    /// <summary>
    /// Says close_notify to an established peer, and ends the session. An Accept that is under way, or still to come,
    /// says that it is closed.
    /// </summary>
    internal void End()
    {
        if (!IsHalfOpen)
        {
            session.Shutdown();
        }

        transport.Close();
    }

    /// <summary>The ClientHello is one that this connection knows, sent once more.</summary>
    internal bool IsRepeat(in HelloFragment hello) => hello.Random.SequenceEqual(random);
}
