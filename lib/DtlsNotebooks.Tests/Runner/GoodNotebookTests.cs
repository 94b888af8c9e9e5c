using System.Reflection;
using DtlsNotebooks.Runner.Execution;
using DtlsNotebooks.Runner.Results;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.DotNet.Interactive.CSharp;

namespace DtlsNotebooks.Tests.Runner;

/// <summary>A cell means in the runner what it means in the kernel.</summary>
public sealed class GoodNotebookTests
{
    [Fact]
    public async Task Cells_share_what_they_declare()
    {
        NotebookRun run = await TemporaryRepository.RunCellsAsync(
            "record Reply(int Number);\nstatic int Twice(this int i) => 2 * i;\nvar x = 20;",
            "await Task.Delay(1);\nvar x = new Reply(21.Twice());",
            "x.Number",
            "unsafe { int y = 3; int* p = &y; Console.WriteLine(*p); }\nclass Late { public required int A { get "
                + "=> field; set; } }\nint[] z = [1, .. new[] { 2 }];"
        );

        Assert.True(run.Succeeded);
        Assert.Contains("42", run.Cells[2].Displayed("text/html").Single(), StringComparison.Ordinal);
        Assert.Equal("3\n", run.Cells[3].StandardOutput);
        Assert.Equal(["code-1", "code-2", "code-3", "code-4"], run.Cells.Select(cell => cell.Id));
    }

    [Fact]
    public async Task The_last_expression_is_shown_in_the_form_of_its_type()
    {
        NotebookRun run = await TemporaryRepository.RunCellsAsync(
            "\"text\"",
            "7",
            "var seven = 7;",
            "(string)null",
            "Console.WriteLine()",
            "new[] { new { A = 1 } }"
        );

        Assert.True(run.Succeeded);
        Assert.Equal("text", run.Cells[0].Displayed("text/plain").Single());
        Assert.StartsWith(
            "<div class=\"dni-plaintext\"><pre>7</pre></div>",
            run.Cells[1].Displayed("text/html").Single(),
            StringComparison.Ordinal
        );
        Assert.Empty(run.Cells[2].Outputs);
        Assert.Contains("&lt;null&gt;", run.Cells[3].Displayed("text/html").Single(), StringComparison.Ordinal);
        Assert.IsType<StreamOutput>(run.Cells[4].Outputs.Single());
        Assert.Contains("<table>", run.Cells[5].Displayed("text/html").Single(), StringComparison.Ordinal);
        Assert.True(Assert.IsType<DisplayOutput>(run.Cells[0].Outputs.Single()).IsResult);
    }

    [Fact]
    public async Task A_type_chooses_its_forms_by_convention()
    {
        const string Convention = """
            class TypeFormatterSourceAttribute(Type t) : Attribute { public Type FormatterSourceType { get; } = t; public string[] PreferredMimeTypes { get; set; } }
            class Source { public IEnumerable<object> CreateTypeFormatters() => new object[] { new Html(), new Plain() }; }
            class Html { public string MimeType => "text/html"; public bool Format(object value, System.IO.TextWriter writer) { writer.Write("<b>form</b>"); return true; } }
            class Plain { public string MimeType => "text/plain"; public bool Format(object value, System.IO.TextWriter writer) { writer.Write("plain form"); return true; } }
            [TypeFormatterSource(typeof(Source), PreferredMimeTypes = new[] { "text/html", "text/plain" })] class Shape { }
            """;
        NotebookRun run = await TemporaryRepository.RunCellsAsync(Convention, "new Shape()");

        DisplayOutput output = Assert.IsType<DisplayOutput>(run.Cells[1].Outputs.Single());
        Assert.Equal(["text/html", "text/plain"], output.Data.Keys);
        Assert.Equal(["<b>form</b>", "plain form"], output.Data.Values);
    }

    [Fact]
    public async Task Display_works_as_a_function_and_as_an_extension_and_shows_nothing_twice()
    {
        NotebookRun run = await TemporaryRepository.RunCellsAsync(
            "display(\"a\");\n\"b\".Display();\n\"<i>c</i>\".DisplayAs(\"text/html\");\ndisplay(\"d\")"
        );

        Assert.True(run.Succeeded);
        Assert.Equal(["a", "b", "d"], run.Cells[0].Displayed("text/plain"));
        Assert.Equal(["<i>c</i>"], run.Cells[0].Displayed("text/html"));
        Assert.Equal(4, run.Cells[0].Outputs.Count);
    }

    [Fact]
    public async Task Default_usings_are_those_of_the_kernel()
    {
        NotebookRun good = await TemporaryRepository.RunCellsAsync(
            "new StringBuilder().Append(new List<int> { 1 }.Sum()).ToString() + typeof(ArrayList).Name + "
                + "Task.CompletedTask.Status + Math.PI.ToString(\"0\")"
        );
        Assert.Equal("1ArrayListRanToCompletion3", good.Cells[0].Displayed("text/plain").Single());

        NotebookRun bad = await TemporaryRepository.RunCellsAsync("var path = Path.GetTempPath();");
        Assert.Equal(CellErrorKind.Compilation, bad.Cells[0].Error!.Kind);
        Assert.Contains("CS0103", bad.Cells[0].Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_current_directory_is_the_notebooks_folder_and_r_is_relative_to_it()
    {
        using var repository = new TemporaryRepository();
        string library = Path.Combine(
            Directory.CreateDirectory(Path.Combine(repository.Root, "lib", "bin")).FullName,
            "CsCheck.dll"
        );
        File.Copy(typeof(CsCheck.Gen).Assembly.Location, library);
        NotebookRun run = await repository.RunAsync(
            new NotebookText()
                .Code("// a comment may come first\n#r \"../lib/bin/CsCheck.dll\"\nusing CsCheck;")
                .Code("Console.Write(typeof(Gen).Assembly.Location + \"\\n\" + Environment.CurrentDirectory);")
        );

        Assert.True(run.Succeeded, run.Failed?.Error?.Message);
        string[] lines = run.Cells[1].StandardOutput.Split('\n');
        Assert.EndsWith(Path.Combine("lib", "bin", "CsCheck.dll"), lines[0], StringComparison.Ordinal);
        Assert.EndsWith("notebooks", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_beside_the_notebook_is_loaded_and_leaves_what_it_declares()
    {
        using var repository = new TemporaryRepository();
        repository.WriteScript(
            "setup.csx",
            """
            using System.IO;

            Console.WriteLine(Path.GetFileName(Directory.GetCurrentDirectory()));
            var answer = 21;
            int Twice(int i) => 2 * i;
            """
        );
        NotebookRun run = await repository.RunAsync(
            new NotebookText()
                .Code("// a comment may come first\n#load \"setup.csx\"\nConsole.WriteLine(Twice(1));")
                .Code("Console.WriteLine(Twice(answer));"),
            new RunOptions { Twice = true }
        );

        Assert.True(run.Succeeded, run.Failed?.Error?.Message);
        Assert.Equal("notebooks\n2\n", run.Cells[0].StandardOutput);
        Assert.Equal("42\n", run.Cells[1].StandardOutput);
        Assert.All(run.Cells, cell => Assert.Empty(cell.Notes));
    }

    [Fact]
    public async Task The_kernels_generation_of_FSharp_and_Roslyn_is_loaded_before_the_first_cell()
    {
        NotebookRun run = await TemporaryRepository.RunCellsAsync(
            """
            foreach (var name in new[] { "FSharp.Core", "Microsoft.CodeAnalysis.CSharp" })
            {
                var assembly = AppDomain.CurrentDomain.GetAssemblies().Single(a => a.GetName().Name == name);
                var isDefault = System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(assembly) == System.Runtime.Loader.AssemblyLoadContext.Default;
                Console.WriteLine($"{name} {assembly.GetName().Version} {isDefault}");
            }
            """
        );

        Assert.Equal(
            "FSharp.Core 10.0.0.0 True\nMicrosoft.CodeAnalysis.CSharp 5.0.0.0 True\n",
            run.Cells[0].StandardOutput
        );
    }

    [Fact]
    public void The_kernel_keeps_its_options_where_the_runner_asks_for_debug_information()
    {
        FieldInfo? options = typeof(CSharpKernel).GetField(
            "_scriptOptions",
            BindingFlags.Instance | BindingFlags.NonPublic
        );

        Assert.Equal(typeof(ScriptOptions), options?.FieldType);
    }

    [Fact]
    public async Task A_library_that_needs_a_newer_FSharp_and_is_not_isolated_breaks_as_in_the_kernel()
    {
        string plotly = Path.GetFullPath(
            Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "bin", "plotly", "Plotly.NET.dll")
        );
        Assert.True(File.Exists(plotly), $"{plotly} is built with the library.");
        string load = $"#r \"{plotly.Replace('\\', '/')}\"";

        NotebookRun cell = await TemporaryRepository.RunCellsAsync(load, "var title = Plotly.NET.Title.init();");
        Assert.Contains("CS1705", cell.Cells[1].Error!.Message, StringComparison.Ordinal);

        NotebookRun library = await TemporaryRepository.RunCellsAsync(
            load,
            "typeof(Plotly.NET.StyleParam.Mirror).Assembly.GetType(\"Plotly.NET.Defaults\").GetProperty(\"DefaultTemplate\").GetValue(null)"
        );
        Assert.Contains(
            library.Cells[1].Error!.Trace,
            line => line.Contains("System.MissingMethodException", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_framework_is_there_and_the_runners_own_packages_are_not()
    {
        NotebookRun run = await TemporaryRepository.RunCellsAsync(
            "using System.Net;\nusing System.Net.Sockets;\nusing System.Security.Cryptography;\nusing (var socket "
                + "= new Socket(SocketType.Dgram, ProtocolType.Udp)) { }\nConsole.Write(SHA256.HashData(new "
                + "byte[1]).Length);",
            "Console.Write(Markdig.Markdown.ToHtml(\"x\"));"
        );

        Assert.Equal("32", run.Cells[0].StandardOutput);
        Assert.Equal(CellErrorKind.Compilation, run.Cells[1].Error!.Kind);
    }

    [Fact]
    public async Task Cells_compile_in_Debug_as_CSharp_14()
    {
        NotebookRun run = await TemporaryRepository.RunCellsAsync(
            "class Probe { }\nvar debuggable = "
                + "typeof(Probe).Assembly.GetCustomAttributes(typeof(System.Diagnostics.DebuggableAttribute), "
                + "false).Cast<System.Diagnostics.DebuggableAttribute>().Single();\nConsole.Write(debuggable.IsJITOptimizerDisabled);",
            "class C { public int P { get => field; set => field = value + 1; } }\nvar c = new C();\nc?.P = "
                + "1;\nConsole.Write(c.P + nameof(List<>));"
        );

        Assert.True(run.Succeeded, run.Failed?.Error?.Message);
        Assert.Equal("True", run.Cells[0].StandardOutput);
        Assert.Equal("2List", run.Cells[1].StandardOutput);
    }

    [Fact]
    public async Task A_warning_is_a_note_and_no_failure()
    {
        NotebookRun run = await TemporaryRepository.RunCellsAsync("string? x = null;");

        Assert.True(run.Succeeded);
        Assert.Contains("CS8632", Assert.Single(run.Cells[0].Notes), StringComparison.Ordinal);
        Assert.Empty(run.Cells[0].Outputs);
    }

    [Fact]
    public async Task A_faulted_task_that_nobody_observes_is_harmless()
    {
        NotebookRun run = await TemporaryRepository.RunCellsAsync(
            "static void Start() { _ = Task.Run(() => throw new InvalidOperationException()); }\nStart();\nawait "
                + "Task.Delay(50);",
            "GC.Collect();\nGC.WaitForPendingFinalizers();",
            "Console.Write(\"still here\");"
        );

        Assert.True(run.Succeeded);
        Assert.Equal("still here", run.Cells[2].StandardOutput);
    }

    [Fact]
    public async Task Twice_runs_each_cell_two_times_in_a_row_and_keeps_the_second_result()
    {
        using var repository = new TemporaryRepository();
        NotebookText notebook = new NotebookText()
            .Code("static class Count { public static int Runs; }\nvar list = new List<int>();")
            .Code("list.Add(1);\nConsole.Write(list.Count);")
            .Code("if (list.Count == 3) throw new Exception(\"only once\");\nlist.Add(1);");
        NotebookRun run = await repository.RunAsync(notebook, new RunOptions { Twice = true });

        Assert.Equal("2", run.Cells[1].StandardOutput);
        Assert.Equal("only once", run.Cells[2].Error!.Message);
    }

    [Fact]
    public async Task A_pause_lies_between_two_cells()
    {
        using var repository = new TemporaryRepository();
        NotebookText notebook = new NotebookText()
            .Code("var clock = System.Diagnostics.Stopwatch.StartNew();")
            .Code("Console.Write(clock.Elapsed.TotalSeconds >= 0.3);");
        var pause = TimeSpan.FromSeconds(0.3);

        NotebookRun run = await repository.RunAsync(notebook, new RunOptions { Pause = pause });

        Assert.Equal("True", run.Cells[1].StandardOutput);
    }

    [Fact]
    public async Task A_cell_can_be_replaced_before_a_run()
    {
        using var repository = new TemporaryRepository();
        var document = DtlsNotebooks.Runner.Notebooks.NotebookDocument.Load(
            repository.Write("01", new NotebookText().Code("var answer = 0;").Code("Console.Write(answer);"))
        );
        NotebookRun run = await DtlsNotebooks.Runner.Execution.NotebookRunner.RunAsync(
            document.WithCell("code-1", "var answer = 42;"),
            repository.Notebooks,
            new RunOptions(),
            TestContext.Current.CancellationToken
        );

        Assert.Equal("42", run.Cell("code-2").StandardOutput);
        Assert.Throws<ArgumentException>(() => document.WithCell("none", ""));
    }
}
