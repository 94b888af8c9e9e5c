using System.IO.Pipes;
using System.Reflection;
using System.Runtime.Loader;

namespace DtlsNotebooks.Runner.Worker;

/// <summary>The worker's side: takes cells from the pipe, runs them one after another, ends with the pipe.</summary>
internal static class WorkerHost
{
    /// <summary>The hidden command that makes this program a worker.</summary>
    public const string Command = "--worker";

    private const int ConnectMilliseconds = 30_000;

    /// <summary>
    /// Runs until the runner closes the pipe. Does not return: threads that cells left behind must not keep the
    /// process.
    /// </summary>
    /// <param name="pipeName">The pipe to connect to.</param>
    public static async Task RunAsync(string pipeName)
    {
        LoadFSharpFirst();
        using var pipe = new NamedPipeClientStream(
            ".",
            pipeName,
            PipeDirection.InOut,
            PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly
        );
        await pipe.ConnectAsync(ConnectMilliseconds).ConfigureAwait(false);
        using var channel = new MessageChannel(pipe);

        using var session = new KernelSession(channel);
        await session.WarmUpAsync().ConfigureAwait(false);
        channel.Send<WorkerReply>(new WorkerReply.Ready());

        while (await channel.ReceiveAsync<WorkerRequest>(CancellationToken.None).ConfigureAwait(false) is { } request)
        {
            channel.Send<WorkerReply>(await session.RunAsync(request.Number, request.Code).ConfigureAwait(false));
        }

        Environment.Exit(0);
    }

    /// <summary>
    /// The kernel's own tool brings FSharp.Core 10.0 and the first one loaded wins, so that a library that touches
    /// Plotly.NET's newer one without isolating it breaks there. Loading it first makes it break here too.
    /// </summary>
    private static void LoadFSharpFirst() =>
        AssemblyLoadContext.Default.LoadFromAssemblyName(new AssemblyName("FSharp.Core"));
}
