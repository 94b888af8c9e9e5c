namespace DtlsNotebooks.Pictures.Sketches;

/// <summary>The steps of the handshake's state machine (RFC 6347, section 4.2.4, figure 3).</summary>
internal enum MachineStep
{
    /// <summary>PREPARING to SENDING: the flight is put together.</summary>
    Buffered,

    /// <summary>SENDING to WAITING: the flight is sent and the timer set.</summary>
    Sent,

    /// <summary>SENDING to FINISHED: the last flight is sent.</summary>
    SentLast,

    /// <summary>WAITING to PREPARING: the next flight was received.</summary>
    HeardNext,

    /// <summary>WAITING to FINISHED: the last flight was received.</summary>
    HeardLast,

    /// <summary>WAITING to SENDING: the timer ran out.</summary>
    TimerRanOut,

    /// <summary>WAITING to SENDING: the other side repeated its flight.</summary>
    Woken,

    /// <summary>FINISHED to SENDING: the other side repeated its flight, so the last one is sent again.</summary>
    Repeated,
}
