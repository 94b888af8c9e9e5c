using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Runner.Execution;
using DtlsNotebooks.Runner.Exercises;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Results;
using DtlsNotebooks.Tests.Kernel;
using DtlsNotebooks.Tests.Notebooks;
using DtlsNotebooks.Tests.Notebooks.Answers;

[assembly: AssemblyFixture(typeof(ChapterRuns))]

namespace DtlsNotebooks.Tests.Notebooks;

/// <summary>
/// Runs of the chapters that several tests look at: each costs seconds, so each is made once, when it is first asked
/// for. Two at a time, as the runner has them: where one measures, the other waits.
/// </summary>
public sealed class ChapterRuns : IDisposable
{
    /// <summary>The collection of the tests that would wait for each other anyway.</summary>
    internal const string Name = "Runs of the chapters";

    private const int Kept = 1000;
    private const int AtOnce = 2;
    private readonly ConcurrentDictionary<string, Lazy<Task<NotebookRun>>> _open = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<NotebookRun>>> _solved = new();
    private readonly SemaphoreSlim _turn = new(AtOnce);
    private readonly QuietPlaces _places = new(AtOnce);
    private readonly Socket _holder = HoldPort();

    /// <summary>
    /// The port that the lessons' servers ask for first, here and in the tests of the kernel's tool. It is taken, so all
    /// chapters show that they can do without; README's first command runs them where theirs is free.
    /// </summary>
    internal int TakenPort => ((IPEndPoint)_holder.LocalEndPoint!).Port;

    /// <summary>
    /// The chapter as a student leaves it who predicts wrongly and skips the exercises. Behind its last cell every
    /// known answer to each exercise is given, with its check. The solved one is begun with it, for who asks next.
    /// </summary>
    internal Task<NotebookRun> OpenAsync(string notebook)
    {
        Task<NotebookRun> run = _open
            .GetOrAdd(
                notebook,
                _ =>
                    new(() =>
                        RunAsync(
                            KnownAnswers.Of(notebook).AppendTo(Load(notebook)),
                            new RunOptions { Predictions = TypedPredictions.Wrong, Check = false }
                        )
                    )
            )
            .Value;
        _ = SolvedAsync(notebook);
        return run;
    }

    /// <summary>
    /// The chapter with every prediction right and every exercise solved. Where the kernel's tool is not to be had, which
    /// runs each cell two times, each cell is run two times here.
    /// </summary>
    internal Task<NotebookRun> SolvedAsync(string notebook) =>
        _solved
            .GetOrAdd(
                notebook,
                _ =>
                    new(async () =>
                        await RunAsync(
                            Load(notebook),
                            new RunOptions
                            {
                                Predictions = TypedPredictions.Right,
                                Solve = true,
                                Twice = !await TestKernel.IsHereAsync(),
                            }
                        )
                    )
            )
            .Value;

    /// <inheritdoc/>
    public void Dispose()
    {
        _turn.Dispose();
        _holder.Dispose();
    }

    // A port of our own: the tutorial's may be another program's, which can let go of it in the midst of a chapter.
    private static Socket HoldPort()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private static NotebookDocument Load(string notebook) =>
        NotebookDocument.Load(Path.Combine(Repository.Notebooks, notebook));

    private async Task<NotebookRun> RunAsync(NotebookDocument document, RunOptions options)
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            // Not the token of the one test that happens to come first: the run belongs to all of them.
            NotebookRun run = await NotebookRunner.RunAsync(
                document,
                Repository.Notebooks,
                options with
                {
                    Port = TakenPort,
                    Places = _places,
                },
                CancellationToken.None
            );
            return Shorten(run);
        }
        finally
        {
            _turn.Release();
        }
    }

    // The runs of all chapters are held until the last test: of each long picture only the beginning.
    private static NotebookRun Shorten(NotebookRun run) =>
        run with
        {
            Cells = [.. run.Cells.Select(cell => cell with { Outputs = [.. cell.Outputs.Select(Shorten)] })],
        };

    private static CellOutput Shorten(CellOutput output) =>
        output is DisplayOutput display
            ? display with
            {
                Data = display.Data.ToDictionary(
                    form => form.Key,
                    form => form.Value.Length > Kept ? form.Value[..Kept] : form.Value
                ),
            }
            : output;
}
