using DtlsNotebooks.Benchmarks.Kernel;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Results;

namespace DtlsNotebooks.Tests.Benchmarks;

/// <summary>The size of a saved notebook, and the share of plotly.js in it.</summary>
public sealed class SavedNotebookTests
{
    private const int Large = 100_000;

    [Fact]
    public void The_size_is_the_file_with_its_outputs_and_plotly_is_the_output_that_brings_it()
    {
        var document = NotebookDocument.Load(Path.Combine(Notebooks.Repository.Notebooks, "01-udp.ipynb"));

        var without = SavedNotebook.Of(document, Runs(document, []));
        var with = SavedNotebook.Of(
            document,
            Runs(
                document,
                [
                    Html($"<script data-once=\"plotly\">{new string('x', Large)}</script>"),
                    Html($"<p>{new string('y', 2 * Large)}</p>"),
                ]
            )
        );

        Assert.Equal(new FileInfo(document.Path).Length, with.Blank);
        Assert.Equal(0, without.Plotly);
        Assert.InRange(with.Plotly, Large, Large + 1000);
        Assert.InRange(with.Whole - with.Plotly - without.Whole, 2 * Large, (2 * Large) + 1000);
    }

    private static IReadOnlyList<CellRun> Runs(NotebookDocument document, IReadOnlyList<CellOutput> ofTheFirst) =>
        [
            .. document.CodeCells.Select(cell => new CellRun
            {
                Id = cell.Id,
                Index = cell.Index,
                Number = cell.Number,
                Heading = cell.Heading,
                WasRun = true,
                Outputs = cell.Number == 1 ? ofTheFirst : [],
            }),
        ];

    private static DisplayOutput Html(string html) =>
        new(new Dictionary<string, string> { ["text/html"] = html }, true);
}
