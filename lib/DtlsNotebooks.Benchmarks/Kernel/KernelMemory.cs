namespace DtlsNotebooks.Benchmarks.Kernel;

/// <summary>What the kernel and what it started held, in bytes; null where it cannot be seen.</summary>
/// <param name="Idle">Ready, and no cell run yet.</param>
/// <param name="AfterSum">After a cell with a sum of two numbers, the first of that kernel.</param>
/// <param name="AfterSetUp">After the chapter's first code cell, the first of another kernel.</param>
/// <param name="AtEnd">After the chapter's last code cell.</param>
/// <param name="HeapAtEnd">Of it what the collector holds: objects, and room for more.</param>
/// <param name="LiveAtEnd">Of that what a full collection leaves.</param>
internal sealed record KernelMemory(
    long? Idle,
    long? AfterSum,
    long? AfterSetUp,
    long? AtEnd,
    long HeapAtEnd,
    long LiveAtEnd
);
