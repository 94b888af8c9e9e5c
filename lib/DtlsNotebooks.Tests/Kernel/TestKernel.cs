using DtlsNotebooks.Benchmarks.Kernel;
using DtlsNotebooks.Tests.Notebooks;

namespace DtlsNotebooks.Tests.Kernel;

/// <summary>The notebook kernel's own tool in the folder of the chapters.</summary>
internal static class TestKernel
{
    /// <summary>Starts the tool, and waits until it is ready; skips the test where it is not to be had.</summary>
    /// <param name="port">The UDP port that the lessons' servers ask for first.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<KernelTool> StartAsync(int port, CancellationToken cancellation)
    {
        if (await KernelTool.RestoreAsync() is { } reason)
            Assert.Skip($"The kernel's own tool cannot be restored here: {reason}");
        return await KernelTool.StartAsync(Repository.Notebooks, port, cancellation);
    }

    /// <summary>Whether the tool can be restored here; tried once.</summary>
    public static async Task<bool> IsHereAsync() => await KernelTool.RestoreAsync() is null;
}
