namespace DtlsNotebooks.Benchmarks.Load;

/// <summary>A server or a client that can be measured: who it is, and how its program is started.</summary>
/// <param name="Name">What the tables call it.</param>
/// <param name="Command">Its file and its arguments.</param>
internal sealed record LoadProgram(string Name, IReadOnlyList<string> Command)
{
    /// <summary>
    /// It runs in the runtime, and so becomes quicker for a while and can be asked for
    /// <see cref="Own.RuntimeFigures"/>.
    /// </summary>
    public bool IsOwn { get; init; }
}
