using DtlsNotebooks.Runner.Book;
using DtlsNotebooks.Runner.Execution;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Results;
using Spectre.Console;

namespace DtlsNotebooks.Tests.Runner;

/// <summary>A notebook that shows far too much harms neither the page nor the notebooks after it.</summary>
public sealed class BoundsTests
{
    [Fact]
    public async Task A_cell_that_shows_far_too_much_leaves_a_page_that_a_browser_opens()
    {
        using var repository = new TemporaryRepository();
        string path = repository.Write(
            "01-much",
            new NotebookText()
                .Prose("# Much")
                .Code("for (int i = 0; i < 3000; i++)\n    Console.WriteLine($\"line {i} \" + new string('x', 1000));")
                .Code("Console.Write(new string('y', 5_000_000));")
                .Code("new string('z', 30_000_000).DisplayAs(\"text/html\");")
                .Code("throw new Exception(new string('e', 5_000_000), new Exception(new string('i', 5_000_000)));")
        );
        NotebookFolder folder = NotebookFolder.Find(repository.Notebooks)!;
        using var log = new StringWriter();
        var run = new BookRun(
            folder,
            folder.DefaultOutput(solved: false),
            AnsiConsole.Create(
                new AnsiConsoleSettings { Out = new AnsiConsoleOutput(log), Interactive = InteractionSupport.No }
            )
        );
        await run.RunAsync([path], new RunOptions(), TestContext.Current.CancellationToken);
        string page = File.ReadAllText(Path.Combine(repository.Book, "01-much.html"));

        Assert.InRange(page.Length, 1, 6 * OutputList.TextKept);
        Assert.Contains("line 0 x", page, StringComparison.Ordinal);
        Assert.Contains("line 2999 x", page, StringComparison.Ordinal);
        Assert.Contains("a value of 30,0", page, StringComparison.Ordinal);
        Assert.InRange(
            File.ReadAllText(Path.Combine(repository.Book, "executed", "01-much.ipynb")).Length,
            1,
            6 * OutputList.TextKept
        );
        Assert.InRange(log.ToString().Length, 1, 2 * OutputList.TextKept);

        // What stands in the page is not kept in memory beside it.
        NotebookRun left = Assert.Single(run.Runs);
        Assert.Equal(4, left.Failed!.Number);
        Assert.All(left.Cells, cell => Assert.Empty(cell.Outputs));
    }
}
