namespace DtlsNotebooks.Benchmarks.Kernel;

/// <summary>What one chapter took in the notebook kernel.</summary>
/// <param name="Chapter">Its name.</param>
/// <param name="StartUp">From the start of the kernel's process until it was ready.</param>
/// <param name="Sum">A sum of two numbers, the first cell of a kernel: what the kernel's compiler costs by itself.</param>
/// <param name="SetUp">The chapter's first code cell, the first of another kernel.</param>
/// <param name="SetUpAfterSum">The same cell in the kernel that has done the sum: what is left to it alone.</param>
/// <param name="FirstValue">Start-up and every cell up to the first that shows a value; null where none does.</param>
/// <param name="FirstLadder">The first cell that draws a ladder, run for the first time; null where none does.</param>
/// <param name="Ladder">The same cell, run again.</param>
/// <param name="Memory">What the kernel held.</param>
/// <param name="Saved">What the notebook takes on the disk.</param>
internal sealed record KernelFigures(
    string Chapter,
    TimeSpan StartUp,
    TimeSpan Sum,
    TimeSpan SetUp,
    TimeSpan SetUpAfterSum,
    TimeSpan? FirstValue,
    TimeSpan? FirstLadder,
    TimeSpan? Ladder,
    KernelMemory Memory,
    SavedNotebook Saved
);
