namespace DtlsNotebooks.Runner.Execution;

/// <summary>What the process of a notebook may take, where it runs the code of somebody else.</summary>
/// <param name="Memory">
/// The most memory in bytes, its own and that of what it starts (other systems than Linux look at its own alone): beyond
/// it the process is ended.
/// </param>
/// <param name="Wrapper">
/// The program, with its arguments, that starts the process and keeps it from the network; empty for none.
/// </param>
internal sealed record WorkerBounds(long Memory, IReadOnlyList<string> Wrapper)
{
    /// <summary>
    /// So much of <see cref="Memory"/> is for objects. Beyond it an allocation throws, and the notebook can go on.
    /// </summary>
    public long Heap => Memory / 10 * 7;
}
