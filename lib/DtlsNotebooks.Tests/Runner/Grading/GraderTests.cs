using System.Text.Json.Nodes;
using DtlsNotebooks.Runner.Grading;

namespace DtlsNotebooks.Tests.Runner.Grading;

/// <summary>Notebooks as students hand them in, each run and held against the course's own checks.</summary>
public sealed class GraderTests(SmallCourse course) : IClassFixture<SmallCourse>
{
    [Fact]
    public async Task A_right_and_a_wrong_answer_a_prediction_and_what_was_written_are_found_under_any_name()
    {
        NotebookText notebook = SmallCourse.With(
            ("late", "int late = 7;"),
            ("mine", "string mine = \"Ada was here\";\nConsole.WriteLine(mine);"),
            ("exercise-1", SmallCourse.RightDoubling),
            ("exercise-2", "// Exercise 1.2\nstring Greeting() => \"good-bye\";"),
            (
                "hand-in",
                "## Questions to hand in\n\nAnswer from your own run.\n\n1. Why is it late? Because of\nthe network.\n"
                    + "2. How many are there?"
            )
        );
        notebook.Prose("2) Seven, see\n\nthe table.");
        JsonNode answer = notebook.Cells[^1]!;
        notebook.Cells.RemoveAt(notebook.Cells.Count - 1);
        notebook.Cells.Insert(notebook.Cells.IndexOf(SmallCourse.Cell(notebook, "self-test")), answer);
        foreach (JsonNode? cell in notebook.Cells.Where(cell => (string?)cell!["cell_type"] == "code"))
        {
            cell!["execution_count"] = 9;
            cell["outputs"] = new JsonArray(
                new JsonObject
                {
                    ["output_type"] = "stream",
                    ["name"] = "stdout",
                    ["text"] = "subject CN=server of Ada Lovelace, O=lesson\n",
                }
            );
        }

        Grade grade = await course.GradeAsync("Ada Lovelace_17/my homework (final).ipynb", notebook);

        Assert.Null(grade.Trouble);
        Assert.Equal("Chapter 1 · A small one", grade.Chapter);
        Assert.Equal(
            [
                new ExerciseGrade("Exercise 1.1", ExerciseVerdict.Right, ""),
                new ExerciseGrade("Exercise 1.2", ExerciseVerdict.NotYet, "Say hello."),
            ],
            grade.Exercises
        );
        Assert.Equal([new PredictionGrade("1.1 late", "7", IsRight: true)], grade.Predictions);
        Assert.Equal(
            [new HandedInAnswer(1, "Because of\nthe network."), new HandedInAnswer(2, "2) Seven, see\nthe table.")],
            grade.Answers
        );
        Assert.Equal(["Ada Lovelace", "Ada was here"], grade.Names);
        Assert.Empty(grade.FailedCells);
        Assert.Contains("the folded solution, word for word: Exercise 1.1", grade.Remarks);
    }

    [Fact]
    public async Task An_untouched_chapter_has_nothing_right_and_nothing_failed()
    {
        Grade grade = await course.GradeAsync("untouched.ipynb", SmallCourse.Chapter());

        Assert.All(grade.Exercises, exercise => Assert.Equal(ExerciseVerdict.Untouched, exercise.Verdict));
        Assert.Equal([new PredictionGrade("1.1 late", null, IsRight: false)], grade.Predictions);
        Assert.Empty(grade.FailedCells);
        Assert.Empty(grade.Remarks);
        Assert.Empty(grade.Answers);
    }

    [Fact]
    public async Task An_edited_check_and_a_redefined_one_pass_nothing_and_are_named()
    {
        NotebookText notebook = SmallCourse.With(
            ("check-1", "new Verdict(\"Exercise 1.1\", true, \"\")"),
            ("exercise-1", "// Exercise 1.1\nint Twice(int number) => 1;"),
            (
                "exercise-2",
                "// Exercise 1.2\nstring Greeting() => \"\";\n"
                    + "class Exercise { public static string Check(string name, params object[] all) => \"✓ Right: \" + name + \".\"; }"
            )
        );

        Grade grade = await course.GradeAsync("cheat.ipynb", notebook);

        Assert.Equal(
            new ExerciseGrade("Exercise 1.1", ExerciseVerdict.NotYet, "Twice two is four."),
            grade.Exercises[0]
        );
        Assert.NotEqual(ExerciseVerdict.Right, grade.Exercises[1].Verdict);
        Assert.Contains("the check of Exercise 1.1 was edited; the course's own was run", grade.Remarks);
        Assert.Contains(grade.Remarks, remark => remark.Contains("\"Exercise\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_that_declares_again_what_its_check_relies_on_is_to_be_looked_at()
    {
        Grade grade = await course.GradeAsync(
            "redeclares.ipynb",
            SmallCourse.With(
                ("exercise-2", "// Exercise 1.2\nstring Greeting() => \"\";\nstring Shout(string text) => \"HELLO!\";")
            )
        );

        Assert.Equal(ExerciseVerdict.Doubtful, grade.Exercises[1].Verdict);
        Assert.Contains("\"Shout\"", grade.Exercises[1].Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cells_that_were_deleted_moved_or_edited_spoil_no_answer_and_a_helper_that_was_added_is_used()
    {
        NotebookText notebook = SmallCourse.With(
            ("exercise-1", "// Exercise 1.1\nint Twice(int number) => Sum(number, number);"),
            ("exercise-2", SmallCourse.RightGreeting),
            ("late-compare", "int cameLate = 5;\nPrediction.Compare(\"1.1 late\", late, cameLate);")
        );
        notebook.Cells.Remove(SmallCourse.Cell(notebook, "shout"));
        JsonNode moved = SmallCourse.Cell(notebook, "exercise-2");
        notebook.Cells.Remove(moved);
        notebook.Cells.Insert(2, moved);
        SmallCourse.Add(notebook, "exercise-1", "#!csharp\nint Sum(int one, int other) => one + other;");
        SmallCourse.Add(notebook, "exercise-1", "%%bash\nrm -rf nothing", id: "shell");

        Grade grade = await course.GradeAsync("rearranged.ipynb", notebook);

        Assert.All(grade.Exercises, exercise => Assert.Equal(ExerciseVerdict.Right, exercise.Verdict));
        Assert.Contains(grade.FailedCells, cell => cell.Contains("CheckException", StringComparison.Ordinal));
        Assert.Contains(grade.FailedCells, cell => cell.Contains("does not compile", StringComparison.Ordinal));
        Assert.Equal(
            ["1 experiment edited", "1 code cell deleted", "2 code cells added", "1 cell not in C#, not run"],
            grade.Remarks
        );
    }

    [Fact]
    public async Task Without_ids_and_with_foreign_metadata_the_cells_are_still_found()
    {
        NotebookText notebook = SmallCourse.With(
            ("late", "int late = 3;  // your prediction, 0 to 10"),
            ("exercise-1", SmallCourse.RightDoubling)
        );
        foreach (JsonNode? cell in notebook.Cells)
        {
            cell!.AsObject().Remove("id");
            cell["metadata"] = new JsonObject { ["id"] = Guid.NewGuid().ToString("N"), ["vscode"] = new JsonObject() };
            cell["source"] = new JsonArray([
                .. ((string)cell["source"]!).Split('\n').Select(line => (JsonNode)(line + "\r\n")),
            ]);
        }

        notebook.Root["nbformat_minor"] = 0;
        notebook.Root["metadata"] = JsonNode.Parse("""{"colab": {}, "kernelspec": {"name": "python3"}}""");

        Grade grade = await course.GradeAsync("colab.ipynb", notebook);

        Assert.Equal(ExerciseVerdict.Right, grade.Exercises[0].Verdict);
        Assert.Equal(ExerciseVerdict.Untouched, grade.Exercises[1].Verdict);
        Assert.Equal([new PredictionGrade("1.1 late", "3", IsRight: false)], grade.Predictions);
    }

    [Fact]
    public async Task An_answer_that_never_ends_costs_that_answer_alone()
    {
        Grade grade = await course.GradeAsync(
            "endless.ipynb",
            SmallCourse.With(
                ("exercise-1", "// Exercise 1.1\nint Twice(int number) { while (true) { } }"),
                ("exercise-2", SmallCourse.RightGreeting)
            )
        );

        Assert.Equal(ExerciseVerdict.Error, grade.Exercises[0].Verdict);
        Assert.Contains("did not end", grade.Exercises[0].Hint, StringComparison.Ordinal);
        Assert.Equal(ExerciseVerdict.Right, grade.Exercises[1].Verdict);
    }

    [Fact]
    public async Task A_cell_that_ends_the_process_costs_no_answer()
    {
        NotebookText notebook = SmallCourse.With(("exercise-1", SmallCourse.RightDoubling));

        Grade grade = await course.GradeAsync(
            "exits.ipynb",
            SmallCourse.Add(notebook, "exercise-1", "Environment.Exit(3);")
        );

        Assert.Equal(ExerciseVerdict.Right, grade.Exercises[0].Verdict);
        Assert.Contains(grade.FailedCells, cell => cell.Contains("exit code 3", StringComparison.Ordinal));
        Assert.Contains(grade.FailedCells, cell => cell.Contains("could not be run", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(
        "managed",
        "var hog = new List<byte[]>();\nfor (int i = 0; i < 1000; i++) hog.Add(new byte[10_000_000]);",
        "OutOfMemoryException"
    )]
    [InlineData(
        "native",
        "unsafe { for (int i = 0; i < 12; i++) System.Runtime.InteropServices.NativeMemory.Fill(\n"
            + "    System.Runtime.InteropServices.NativeMemory.Alloc(100_000_000), 100_000_000, 7); }\n"
            + "System.Threading.Thread.Sleep(20_000);",
        "MB of memory"
    )]
    public async Task A_cell_that_takes_all_memory_is_stopped_and_costs_no_answer(string name, string code, string word)
    {
        NotebookText notebook = SmallCourse.With(("exercise-1", SmallCourse.RightDoubling));

        Grade grade = await course.GradeAsync($"{name}.ipynb", SmallCourse.Add(notebook, "exercise-1", code));

        Assert.Equal(ExerciseVerdict.Right, grade.Exercises[0].Verdict);
        Assert.Contains(grade.FailedCells, cell => cell.Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_notebook_prints_for_long_and_writes_stays_with_it()
    {
        NotebookText notebook = SmallCourse.With(("exercise-1", SmallCourse.RightDoubling));
        SmallCourse.Add(
            notebook,
            "exercise-1",
            "for (int i = 0; i < 100_000; i++) Console.WriteLine(\"all work and no play\");\n"
                + "System.IO.File.WriteAllText(\"left-behind\", \"\");\n"
                + "System.IO.File.WriteAllText(\"../certs/left-behind\", \"\");"
        );

        Grade grade = await course.GradeAsync("prints.ipynb", notebook);

        Assert.Equal(ExerciseVerdict.Right, grade.Exercises[0].Verdict);
        Assert.Empty(grade.FailedCells);
        Assert.Empty(Directory.EnumerateFiles(course.Root, "left-behind", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Where_the_system_can_a_notebook_has_no_network_but_its_own()
    {
        if ((await Isolation.FindAsync()).Wrapper.Count == 0)
            Assert.Skip("This system does not let a user make a network of its own.");
        NotebookText notebook = SmallCourse.With(("exercise-1", SmallCourse.RightDoubling));
        SmallCourse.Add(
            notebook,
            "exercise-1",
            "var all = System.Net.NetworkInformation.NetworkInterface.GetAllNetworkInterfaces();\n"
                + "if (all.Any(one => one.NetworkInterfaceType != System.Net.NetworkInformation.NetworkInterfaceType.Loopback\n"
                + "    && one.OperationalStatus == System.Net.NetworkInformation.OperationalStatus.Up))\n"
                + "    throw new Exception(\"there is a network\");\n"
                + "using (var socket = new System.Net.Sockets.UdpClient(0)) socket.Send(new byte[1], 1, \"127.0.0.1\", 9);\n"
                + "throw new Exception(\"alone\");"
        );

        Grade grade = await course.GradeAsync("network.ipynb", notebook);

        Assert.Contains(grade.FailedCells, cell => cell.Contains("alone", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("empty.ipynb", "", "The file is empty")]
    [InlineData("cut.ipynb", "{\"cells\": [{\"cell_type\": \"co", "not valid JSON")]
    [InlineData("twice.ipynb", "{\"cells\": [{\"source\": \"a\", \"source\": \"b\"}]}", "not valid JSON")]
    [InlineData("half.ipynb", "{\"cells\": [{\"cell_type\": \"code\", \"source\": \"\\ud800\"}]}", "not valid JSON")]
    [InlineData("number.ipynb", "17", "no notebook")]
    [InlineData("none.ipynb", "{\"cells\": []}", "no cells")]
    [InlineData("old.ipynb", "{\"nbformat\": 3, \"worksheets\": []}", "nbformat 3")]
    [InlineData("strange.ipynb", "{\"cells\": [1, null, {\"cell_type\": 4, \"source\": {\"a\": 1}}]}", "no chapter")]
    [InlineData(
        "python.ipynb",
        "{\"cells\": [{\"cell_type\": \"code\", \"source\": \"import os\\nos.system('echo that this is never run')\"}]}",
        "no chapter of this course"
    )]
    public async Task What_is_no_chapter_is_named_and_not_run(string name, string text, string trouble)
    {
        Grade grade = await course.GradeAsync(name, text);

        Assert.Contains(trouble, grade.Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_class_is_graded_from_the_command_line_and_the_table_never_overwrites_one()
    {
        course.HandIn("pair/one.ipynb", SmallCourse.With(("exercise-1", SmallCourse.RightDoubling)).ToString());
        course.HandIn("pair/[red]two[/]\u001b[2J.ipynb", "");
        string folder = Path.Combine(course.HandedIn, "pair");
        await File.WriteAllTextAsync(Path.Combine(folder, "grades.csv"), "mine", TestContext.Current.CancellationToken);

        (int code, string output, string error) = await CommandLineTool.RunAsync(course.Root, "grade", folder);

        Assert.True(code == 0, error);
        Assert.Contains("runs other people's code", output, StringComparison.Ordinal);
        Assert.Contains("1 of 2 exercises right", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
        Assert.Contains(Path.Combine(folder, "grades-2.csv"), output, StringComparison.Ordinal);
        Assert.Equal(
            "mine",
            await File.ReadAllTextAsync(Path.Combine(folder, "grades.csv"), TestContext.Current.CancellationToken)
        );
        Assert.Equal(
            3,
            (
                await File.ReadAllLinesAsync(
                    Path.Combine(folder, "grades-2.csv"),
                    TestContext.Current.CancellationToken
                )
            ).Length
        );
        (int missing, _, string sentence) = await CommandLineTool.RunAsync(course.Root, "grade", "no-such-folder");
        Assert.Equal((2, true), (missing, sentence.Contains("There is no folder", StringComparison.Ordinal)));
    }
}
