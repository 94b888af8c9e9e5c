using DtlsNotebooks.Lessons.Predictions;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Tests.Runner;

namespace DtlsNotebooks.Tests.Notebooks.Shape;

/// <summary>Each rule of a chapter's shape finds its fault, and nothing where there is none.</summary>
public sealed class ShapeRulesTests
{
    private const string Why = "<details><summary><b>Why?</b></summary>\n\nBecause 8 and 10 make 18.\n\n</details>";
    private const string Ask = "You send ten letters. **Which number comes?**";
    private const string Run = "var d = Send();";
    private const string Compare = "Prediction.Compare(\"1.1.1 length\", length, d.Length);";
    private const string Typed = "int length = 0;  // your prediction";

    private static readonly Dictionary<string, Claim> Length = new() { ["1.1.1 length"] = new("18", Wrong: "10") };

    [Fact]
    public void A_step_that_gives_nothing_away_is_left_alone() =>
        Assert.Empty(SpoilerRule.Look(Step(Ask, Run, Compare, Why)));

    [Theory]
    [InlineData(Ask + " It is not 18.", Run, Compare, Why)]
    [InlineData(Ask, "Check.That(d.Length > 0, \"it has a length\");", Compare, Why)]
    [InlineData(Ask, "// 18 bytes", Compare, Why)]
    [InlineData(Ask, "var d = Send(); // eighteen", Compare, Why)]
    [InlineData(Ask, Run, "Prediction.Compare(\"1.1.1 length\", length, 18);", Why)]
    [InlineData(Ask, Run, "int came = 17 + 1;\nPrediction.Compare(\"1.1.1 length\", length, \"18\");", Why)]
    [InlineData(Ask, Run, Compare, "It is 8 + 10 = 18.")]
    public void An_answer_that_can_be_read_is_found(string ask, string run, string compare, string why) =>
        Assert.NotEmpty(SpoilerRule.Look(Step(ask, run, compare, why)));

    [Theory]
    [InlineData("string s = Wait();", true)]
    [InlineData("string s = late ? \"c\" : \"b\";", true)]
    [InlineData("string s = \"b\";", false)]
    [InlineData("if (s == \"b\") Say();", false)]
    [InlineData("Check.That(s.Length == 1, \"it is a letter\");", false)]
    public void A_letter_tells_only_where_something_is_held_against_it(string run, bool silent)
    {
        var claims = new Dictionary<string, Claim> { ["1.2 wait"] = new("b", Wrong: "a") };
        NotebookText notebook = new NotebookText()
            .Prose("What comes? **a** this, **b** that, **c** a third thing")
            .Code("string wait = \"\";  // your prediction: a, b or c")
            .Code(run)
            .Code("Prediction.Compare(\"1.2 wait\", wait, s);");

        Assert.Equal(silent, !SpoilerRule.Look(Chapter(notebook, claims)).Any());
    }

    [Theory]
    [InlineData("var clock = Stopwatch.StartNew();", true)]
    [InlineData("double took = Took(Send);", true)]
    [InlineData("double Twice() => Took(Send);", false)]
    [InlineData("var clock = Stopwatch.StartNew();\nCheck.That(clock.Elapsed.TotalSeconds > 4, \"it waits\");", false)]
    [InlineData("Send();", false)]
    public void A_cell_that_measures_has_its_tag(string code, bool measures)
    {
        NotebookText Notebook(params string[] tags) =>
            new NotebookText()
                .Code("double Took(Action work)\n{\n    var clock = Stopwatch.StartNew();\n    return 1;\n}")
                .Code(code, tags);

        Assert.Equal(measures, MeasuringRule.Look(Chapter(Notebook(), Length)).Any());
        Assert.Empty(MeasuringRule.Look(Chapter(Notebook(NotebookCell.MeasuresTag), Length)));
    }

    [Fact]
    public void An_unmistakable_answer_may_not_stand_in_the_text_above_either()
    {
        var claims = new Dictionary<string, Claim> { ["1.2 most"] = new("65507", Wrong: "65535") };
        NotebookText Notebook(string above) =>
            new NotebookText()
                .Prose(above)
                .Code("var a = 1;")
                .Prose("How many?")
                .Code("int most = 0;  // your prediction")
                .Code("Prediction.Compare(\"1.2 most\", most, a);");

        Assert.NotEmpty(SpoilerRule.Look(Chapter(Notebook("At most 65,507 bytes."), claims)));
        Assert.Empty(SpoilerRule.Look(Chapter(Notebook("There is a limit."), claims)));
    }

    [Fact]
    public void A_question_needs_its_text_its_line_its_comparison_and_its_claim()
    {
        Assert.DoesNotContain(PredictionRule.Look(Step(Ask, Run, Compare, Why)), finding => finding.Cell.Length > 0);
        AssertFinds(PredictionRule.Look(Step("No question here.", Run, Compare, Why)), "no question stands above");
        AssertFinds(PredictionRule.Look(Step(Ask, Run, "Say(length);", Why)), "nothing compares length");
        AssertFinds(PredictionRule.Look(Step(Ask, Run, Compare, Why, [])), "has no claim");
        AssertFinds(PredictionRule.Look(Step(Ask, Run, Compare, Why, typed: "int length = 10;")), "could type");
        AssertFinds(
            PredictionRule.Look(Step(Ask, Run, Compare, Why, new() { ["1.1.1 length"] = new("18") })),
            "has no wrong answer"
        );
        AssertFinds(
            PredictionRule.Look(Step(Ask, Run, Compare, Why, new(Length) { ["1.9 more"] = new("1", Wrong: "2") })),
            "is about no question"
        );
        AssertFinds(PredictionRule.Look(Step(Ask, Run, Compare, Why)), "asks for 1 predictions");
    }

    [Fact]
    public void Lines_cells_and_text_cells_have_a_size()
    {
        AssertFinds(CodeSizeRule.Look(Code(new string('x', 77))), "77 columns");
        AssertFinds(CodeSizeRule.Look(Code(Lines(19))), "19 lines");
        AssertFinds(CodeSizeRule.Look(Code(Lines(8), Lines(8), "x")), "half of the code cells");
        AssertFinds(CodeSizeRule.Look(Code(Lines(14), "x", "x", "x", "x")), "a tenth of the code cells");
        Assert.Empty(CodeSizeRule.Look(Code([Lines(18), .. Enumerable.Repeat(Lines(7), 10)])));

        AssertFinds(ProseSizeRule.Look(Texts(Words(91))), "91 words stand open");
        AssertFinds(
            ProseSizeRule.Look(Texts($"<details><summary>Why?</summary>\n{Words(61)}\n</details>")),
            "61 words"
        );
        AssertFinds(ProseSizeRule.Look(Texts(string.Concat(Enumerable.Repeat("> **No.** x\n\n", 6)))), "6 boxes");
        Assert.Empty(ProseSizeRule.Look(Texts(Words(90), $"## Exercises\n\n{Words(300)}")));
    }

    [Fact]
    public void The_set_up_is_two_short_cells()
    {
        Assert.Empty(SetUpRule.Look(Code("#load \"setup.csx\"", "#r \"x\"\nusing Y;\n\nCharts.Ready")));
        AssertFinds(SetUpRule.Look(Code("var x = 1;", "Charts.Ready")), "does not begin");
        AssertFinds(SetUpRule.Look(Code("#load \"setup.csx\"")), "no cell ends");
        AssertFinds(SetUpRule.Look(Code("#load \"setup.csx\"", "x", "Charts.Ready")), "3 cells");
        AssertFinds(SetUpRule.Look(Code("#load \"setup.csx\"", Lines(9) + "\nCharts.Ready")), "11 lines");
    }

    [Fact]
    public void A_helper_is_named_before_it_is_used()
    {
        ChapterText With(string prose, string code) => Chapter(new NotebookText().Prose(prose).Code(code), []);

        AssertFinds(BeforeUseRule.Look(With("x", "var relay = new UdpProxy(address);")), "UdpProxy");
        AssertFinds(BeforeUseRule.Look(With("x", "datagram.ByteMap()")), "ByteMap");
        AssertFinds(BeforeUseRule.Look(With("x", "display(3);")), "display");
        Assert.Empty(BeforeUseRule.Look(With("A `UdpProxy` passes on.", "var relay = new UdpProxy(address);")));
        Assert.Empty(BeforeUseRule.Look(With("x", "var capture = network.Capture();\nusing DtlsNotebooks.Udp;")));
    }

    [Theory]
    [InlineData("A **datagram** travels alone. Datagrams are lost.", true)]
    [InlineData("A [datagram](README.md#glossary) travels alone.", true)]
    [InlineData("Many datagrams travel. A **datagram** is alone.", false)]
    [InlineData("`datagram` is a name, and nothing else is here.", true)]
    [InlineData("## A datagram\n\nA **datagram** travels.", true)]
    public void A_term_is_explained_where_it_first_stands(string prose, bool explained) =>
        Assert.Equal(explained, !TermRule.Look(Texts(prose), ["datagram"]).Any());

    [Fact]
    public void Minutes_are_counted()
    {
        // 300 words, 12 lines, one prediction: 2 + 2 + 1.5, and what the first cell says of them.
        NotebookText Notebook(string says) =>
            new NotebookText()
                .Prose($"{says} exercises 10 minutes {Words(294)}?")
                .Code(Typed)
                .Code(Lines(10))
                .Code(Compare)
                .Prose("## Exercises")
                .Prose("### Exercise 1\n\n10 minutes");

        Assert.Equal(5.5, MinutesRule.MainPath(Chapter(Notebook("main path 5 minutes"), Length)), 0.1);
        Assert.Empty(MinutesRule.Look(Chapter(Notebook("main path 5 minutes"), Length), 60));
        AssertFinds(MinutesRule.Look(Chapter(Notebook("main path 25 minutes"), Length), 60), "the rule counts 5.5");
        AssertFinds(MinutesRule.Look(Chapter(Notebook("main path 5 minutes"), Length), 0), "at most 0");
        AssertFinds(MinutesRule.Look(Chapter(Notebook("it takes some minutes"), Length), 60), "are not stated");
    }

    private static void AssertFinds(IEnumerable<Finding> findings, string words) =>
        Assert.Contains(findings, finding => finding.ToString().Contains(words, StringComparison.Ordinal));

    private static string Lines(int count) => string.Join('\n', Enumerable.Repeat("x", count));

    private static string Words(int count) => string.Join(' ', Enumerable.Repeat("word", count));

    private static ChapterText Step(
        string ask,
        string run,
        string compare,
        string why,
        Dictionary<string, Claim>? claims = null,
        string typed = Typed
    ) => Chapter(new NotebookText().Prose(ask).Code(typed).Code(run).Code(compare).Prose(why), claims ?? Length);

    private static ChapterText Code(params IReadOnlyList<string> cells) =>
        Chapter(cells.Aggregate(new NotebookText(), (notebook, code) => notebook.Code(code)), []);

    private static ChapterText Texts(params IReadOnlyList<string> cells) =>
        Chapter(cells.Aggregate(new NotebookText().Prose("# Title"), (notebook, text) => notebook.Prose(text)), []);

    private static ChapterText Chapter(NotebookText notebook, Dictionary<string, Claim> claims) =>
        new(NotebookDocument.Parse("test.ipynb", notebook.ToString()), claims);
}
