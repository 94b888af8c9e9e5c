using System.Text;
using System.Text.Json.Nodes;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Results;

namespace DtlsNotebooks.Tests.Runner;

/// <summary>A notebook with its outputs, which may be pictures of megabytes in one line.</summary>
public sealed class ExecutedNotebookTests
{
    private const string Form = "text/html";

    [Theory]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(131_071)]
    public void A_long_line_comes_back_as_it_was(int before)
    {
        // The sign is two characters long, and stands where the line may be cut for the writer.
        string text = new string('"', before) + "😀" + new string('<', 100_000) + "\nthe second line\n";
        using var repository = new TemporaryRepository();
        using var stream = new MemoryStream();

        ExecutedNotebook.Write(RunOf(repository, text), stream);

        string written = Encoding.UTF8.GetString(stream.ToArray());
        Assert.EndsWith("}\n", written, StringComparison.Ordinal);
        JsonNode cell = JsonNode.Parse(written)!["cells"]![1]!;
        Assert.Equal(1, (int)cell["execution_count"]!);
        JsonArray lines = cell["outputs"]![0]!["data"]![Form]!.AsArray();
        Assert.Equal(2, lines.Count);
        Assert.Equal(text, string.Concat(lines.Select(line => (string)line!)));
    }

    [Fact]
    public void What_it_takes_does_not_grow_with_a_line()
    {
        string text = new('"', 8_000_000);
        using var repository = new TemporaryRepository();
        NotebookRun run = RunOf(repository, text);
        long before = GC.GetAllocatedBytesForCurrentThread();

        ExecutedNotebook.Write(run, Stream.Null);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, text.Length);
    }

    private static NotebookRun RunOf(TemporaryRepository repository, string text)
    {
        string path = repository.Write("01-long", new NotebookText().Prose("# Long").Code("1"));
        return UnrunNotebook.RunOf(
            NotebookDocument.Load(path),
            new DisplayOutput(new Dictionary<string, string> { [Form] = text }, IsResult: true)
        );
    }
}
