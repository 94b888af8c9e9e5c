namespace DtlsNotebooks.Dtls.Engine;

/// <summary>The bounds of a listener.</summary>
internal sealed class ListenerLimits
{
    internal int MaxConnections { get; set; } = 1024;

    internal int QueueCapacity { get; set; } = 64;

    internal TimeSpan HalfOpenTimeout { get; set; } = TimeSpan.FromSeconds(30);

    internal TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(5);

    internal TimeProvider Clock { get; set; } = TimeProvider.System;
}
