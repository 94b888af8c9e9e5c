using DtlsNotebooks.Lessons;
using DtlsNotebooks.Runner.Book;
using DtlsNotebooks.Runner.Execution;
using DtlsNotebooks.Runner.Notebooks;
using Spectre.Console;

namespace DtlsNotebooks.Tests.Runner;

/// <summary>Notebooks run side by side, but for a cell that measures, which runs alone.</summary>
public sealed class SideBySideTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_measures_waits_for_the_others_and_they_for_it()
    {
        var places = new QuietPlaces(2);
        IDisposable first = await places.TakeAsync(alone: false, Stop);
        IDisposable second = await places.TakeAsync(alone: false, Stop);

        Task<IDisposable> measuring = places.TakeAsync(alone: true, Stop);
        first.Dispose();
        Task<IDisposable> late = places.TakeAsync(alone: false, Stop);
        Assert.False(measuring.IsCompleted || late.IsCompleted);

        second.Dispose();
        second.Dispose();
        IDisposable alone = await measuring;
        Assert.False(late.IsCompleted);

        alone.Dispose();
        (await late).Dispose();
        (await places.TakeAsync(alone: true, Stop)).Dispose();
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_leaves_all_places_free()
    {
        var places = new QuietPlaces(2);
        using (await places.TakeAsync(alone: false, Stop))
        {
            using var impatient = new CancellationTokenSource();
            Task<IDisposable> measuring = places.TakeAsync(alone: true, impatient.Token);
            await impatient.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => measuring);
        }

        (await places.TakeAsync(alone: true, Stop)).Dispose();
    }

    /// <remarks>Each notebook waits for a file of the other, so that neither could end alone.</remarks>
    [Fact]
    public async Task Two_notebooks_run_at_once_each_with_its_port_and_nothing_runs_beside_a_measurement()
    {
        const string Meet = """
            using System.IO;
            using System.Threading;
            void Meet(string mine, string other)
            {
                File.WriteAllText(mine, Environment.GetEnvironmentVariable("DTLS_NOTEBOOKS_PORT"));
                if (!SpinWait.SpinUntil(() => File.Exists(other), 50_000)) throw new Exception("They do not run at once.");
            }
            """;
        const string Work = """
            File.WriteAllText("working", "");
            Thread.Sleep(50);
            File.Delete("working");
            """;
        const string Measure = """
            if (SpinWait.SpinUntil(() => File.Exists("working"), 500)) throw new Exception("It was disturbed.");
            """;
        using var repository = new TemporaryRepository();
        NotebookText busy = new NotebookText().Prose("# Busy").Code(Meet).Code("Meet(\"a\", \"b\")");
        for (int i = 0; i < 30; i++)
            busy.Code(Work);
        string[] paths =
        [
            repository.Write("01-busy", busy),
            repository.Write(
                "02-quiet",
                new NotebookText()
                    .Prose("# Quiet")
                    .Code(Meet)
                    .Code("Meet(\"b\", \"a\")")
                    .Code(Measure, NotebookCell.MeasuresTag)
                    .Code(Measure, NotebookCell.MeasuresTag)
            ),
        ];

        (BookRun run, string log) = await RunAsync(repository, paths, sideBySide: 2);

        Assert.Equal(["01-busy", "02-quiet"], run.Runs.Select(each => each.Document.Name));
        Assert.All(run.Runs, each => Assert.True(each.Succeeded, each.Failed?.Error?.ToString()));
        Assert.Equal(
            [$"{LessonPorts.Usual}", $"{LessonPorts.Usual + 1}"],
            new[] { "a", "b" }.Select(file => File.ReadAllText(Path.Combine(repository.Notebooks, file))).Order()
        );

        // Their cells took turns, and still each stands in one piece.
        List<string> lines = [.. log.Split('\n').Select(line => line.TrimEnd())];
        int end = lines.FindIndex(line => line.StartsWith("01-busy: good", StringComparison.Ordinal));
        int next = lines.FindIndex(line => line.StartsWith("02-quiet: Quiet", StringComparison.Ordinal));
        Assert.Equal(end + 1, next);
        Assert.Equal(2 + 30, lines.Take(end).Count(line => line.StartsWith("    [", StringComparison.Ordinal)));
        Assert.Equal(4, lines.Skip(next).Count(line => line.StartsWith("    [", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_longest_begins_right_behind_the_first_and_the_book_keeps_its_order()
    {
        using var repository = new TemporaryRepository();
        string[] paths =
        [
            repository.Write("01-first", new NotebookText().Prose("# First").Code("1")),
            repository.Write("02-short", new NotebookText().Prose("# Short").Code("2")),
            repository.Write("03-long", new NotebookText().Prose("# Long").Code("3").Code("33").Code("333")),
        ];

        (BookRun run, string log) = await RunAsync(repository, paths, sideBySide: 2);
        (_, string oneByOne) = await RunAsync(repository, paths, sideBySide: 1);

        // A notebook's lines stand in the order in which the notebooks began; the two first begin at the same time.
        Assert.Equal("02-short", Begun(log)[^1]);
        Assert.Equal(["01-first", "02-short", "03-long"], Begun(oneByOne));
        Assert.Equal(["01-first", "02-short", "03-long"], run.Runs.Select(each => each.Document.Name));

        static string[] Begun(string log) =>
            [
                .. log.Split('\n')
                    .Where(line => line.Contains(": good", StringComparison.Ordinal))
                    .Select(line => line.Split(':')[0]),
            ];
    }

    [Fact]
    public async Task A_file_that_is_no_notebook_stops_none_of_its_neighbours()
    {
        using var repository = new TemporaryRepository();
        string broken = Path.Combine(repository.Notebooks, "01-broken.ipynb");
        File.WriteAllText(broken, "no notebook");
        string good = repository.Write("02-good", new NotebookText().Prose("# Good").Code("1 + 1"));

        (BookRun run, string log) = await RunAsync(repository, [broken, good], sideBySide: 2);

        Assert.True(Assert.Single(run.Runs).Succeeded);
        Assert.Contains("01-broken.ipynb is not valid JSON", log, StringComparison.Ordinal);
        Assert.Contains("02-good: good", log, StringComparison.Ordinal);
    }

    [Fact]
    public void The_runner_speaks_of_ports_as_the_library_does()
    {
        Assert.Equal(LessonPort.Usual, LessonPorts.Usual);
        Assert.Equal(LessonPort.Variable, LessonPorts.Variable);
    }

    private static async Task<(BookRun Run, string Log)> RunAsync(
        TemporaryRepository repository,
        string[] paths,
        int sideBySide
    )
    {
        NotebookFolder folder = NotebookFolder.Find(repository.Notebooks)!;
        using var log = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(log), Interactive = InteractionSupport.No }
        );
        var run = new BookRun(folder, folder.DefaultOutput(solved: false), console) { SideBySide = sideBySide };
        await run.RunAsync(paths, new RunOptions(), Stop);
        return (run, log.ToString());
    }
}
