namespace DtlsNotebooks.Benchmarks.Own;

/// <summary>An echo server of the library: one way to serve many clients on one port of the loopback address.</summary>
internal interface IEchoServer : IDisposable
{
    /// <summary>Where it listens.</summary>
    int Port { get; }
}
