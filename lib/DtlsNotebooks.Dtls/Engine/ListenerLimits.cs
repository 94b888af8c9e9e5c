namespace DtlsNotebooks.Dtls.Engine;

/// <summary>The bounds of a listener.</summary>
internal sealed class ListenerLimits
{
    internal int MaxConnections { get; set; } = 1024;

    /// <summary>More than the receive buffer of a socket holds where nobody has enlarged it.</summary>
    internal int QueueCapacity { get; set; } = 1024;

    /// <summary>What the queues of all sessions hold together at most.</summary>
    internal QueueMemory Memory { get; } = new(64 << 20);

    internal TimeSpan HalfOpenTimeout { get; set; } = TimeSpan.FromSeconds(30);

    internal TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(5);

    internal TimeProvider Clock { get; set; } = TimeProvider.System;
}
