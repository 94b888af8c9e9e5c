using System.CommandLine;
using System.CommandLine.Parsing;
using System.ComponentModel;
using DtlsNotebooks.Runner.Book;
using DtlsNotebooks.Runner.Doctor;
using DtlsNotebooks.Runner.Execution;
using DtlsNotebooks.Runner.Exercises;
using DtlsNotebooks.Runner.Grading;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Runner.Pictures;
using DtlsNotebooks.Runner.Reporting;
using Spectre.Console;

namespace DtlsNotebooks.Runner.CommandLine;

/// <summary>The command line: what can be asked, and what is done for it.</summary>
internal sealed class RunnerCommand
{
    private const string Description = """
        Runs the notebooks as a notebook kernel would, checks that other hosts can run them too,
        and writes executed notebooks and an HTML book. Needs nothing but the .NET SDK.

        From the repository's folder, for example:
          dotnet run --project lib/DtlsNotebooks.Runner
          dotnet run --project lib/DtlsNotebooks.Runner -- 01 --twice
          dotnet run --project lib/DtlsNotebooks.Runner -- doctor --fix

        Exit codes: 0 all went well; 1 a notebook failed or was refused, or doctor found something
        to do; 2 the command was not understood; 130 stopped by Ctrl+C.
        """;

    private const int PictureWidth = 840;

    private const string NoRepository =
        "No repository was found: neither the current folder nor the runner lies in a folder with notebooks/ and lib/.";

    private readonly Argument<string[]> _notebooks = new("notebooks")
    {
        Description = "Which notebooks: a number (01), a name (01-udp) or a path. All of them if none is named.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<DirectoryInfo?> _output = new("--output", "-o")
    {
        Description = "The folder for the book. If it is not given: lib/artifacts/book.",
        HelpName = "folder",
    };

    private readonly Option<double> _timeout = new("--timeout", "-t")
    {
        Description = "The time limit of a cell in seconds.",
        HelpName = "seconds",
        DefaultValueFactory = _ => 60,
    };

    private readonly Option<bool> _twice = new("--twice")
    {
        Description = "Run each cell two times in a row and keep the second result.",
    };

    private readonly Option<bool> _solutions = new("--solutions", "-s")
    {
        Description =
            "Run the folded solutions in place of the exercises' blank cells. The book then goes to "
            + "lib/artifacts/solutions.",
    };

    private readonly Option<TypedPredictions> _predictions = new("--predictions", "-p")
    {
        Description = "Type a right or a wrong answer where a notebook asks for a prediction.",
        HelpName = "right|wrong",
    };

    private readonly Option<bool> _pdf = new("--pdf")
    {
        Description =
            "Print each page into a PDF as well, where Chromium, Chrome or Edge is found. Takes seconds a page.",
    };

    private readonly Option<int> _sideBySide = new("--side-by-side", "-n")
    {
        Description =
            "How many notebooks run at the same time. If it is not given: one a processor, four at most. A cell that "
            + "measures runs alone all the same.",
        HelpName = "count",
        DefaultValueFactory = _ => BookRun.UsualSideBySide,
    };

    private readonly Option<double> _pause = new("--pause")
    {
        Description = "Wait so many seconds between two cells, as somebody who reads does.",
        HelpName = "seconds",
    };

    private readonly Option<bool> _list = new("--list", "-l") { Description = "List the notebooks and run none." };

    private readonly Option<bool> _fix = new("--fix", "--mend")
    {
        Description =
            "Put the Polyglot extension's tool manifest where the extension looks for it, before its first start or after.",
    };

    private readonly Option<DirectoryInfo?> _kernels = new("--kernels")
    {
        Description = "The folder for the kernel spec. If it is not given: kernels in Jupyter's folder of this user.",
        HelpName = "folder",
    };

    private readonly Argument<string> _chapter = new("notebook")
    {
        Description = "Whose picture: a number (01), a name (01-udp) or a path.",
    };

    private readonly Argument<FileInfo> _file = new("file") { Description = "The PNG to write." };

    private readonly Argument<string> _handedIn = new("folder")
    {
        Description = "The folder with the notebooks that a class handed in, folders in it included; or one notebook.",
    };

    private readonly Option<FileInfo?> _table = new("--output", "-o")
    {
        Description = "The table to write. If it is not given: grades.csv in the folder, or the next free name.",
        HelpName = "file",
    };

    private readonly Option<double> _cellTime = new("--timeout", "-t")
    {
        Description = "The time limit of a cell in seconds.",
        HelpName = "seconds",
        DefaultValueFactory = _ => 30,
    };

    private readonly Option<double> _notebookTime = new("--notebook-timeout")
    {
        Description = "The time limit of one run of a notebook in seconds.",
        HelpName = "seconds",
        DefaultValueFactory = _ => 300,
    };

    private readonly Option<int> _memory = new("--memory")
    {
        Description = "How much memory a notebook may take, in MB.",
        HelpName = "MB",
        DefaultValueFactory = _ => 1536,
    };

    private RunnerCommand() { }

    /// <summary>The command line of the program.</summary>
    public static RunnerCommand Create() => new();

    /// <summary>Does what the arguments ask.</summary>
    /// <param name="args">The arguments.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(string[] args)
    {
        foreach (Option<double> time in new[] { _timeout, _cellTime, _notebookTime })
        {
            time.Validators.Add(result =>
            {
                if (!(result.GetValueOrDefault<double>() is > 0 and <= 86_400))
                    result.AddError($"{time.Name} takes a number of seconds from above 0 up to 86400.");
            });
        }

        _memory.Validators.Add(result =>
        {
            if (!(result.GetValueOrDefault<int>() is >= 256 and <= 1_000_000))
                result.AddError("--memory takes a number of MB from 256 up to 1000000.");
        });
        _sideBySide.Validators.Add(result =>
        {
            if (!(result.GetValueOrDefault<int>() is >= 1 and <= 64))
                result.AddError("--side-by-side takes a number of notebooks from 1 up to 64.");
        });
        _pause.Validators.Add(result =>
        {
            if (!(result.GetValueOrDefault<double>() is >= 0 and <= 3_600))
                result.AddError("--pause takes a number of seconds from 0 up to 3600.");
        });
        var root = new RootCommand(Description)
        {
            _notebooks,
            _output,
            _timeout,
            _twice,
            _solutions,
            _predictions,
            _pdf,
            _sideBySide,
            _pause,
            _list,
        };
        root.SetAction(ExecuteAsync);
        var doctor = new Command(
            "doctor",
            "Look at this machine as a teacher would before class, and say for each thing: fine, or what to do."
        )
        {
            _fix,
        };
        doctor.SetAction(CheckUpAsync);
        root.Add(doctor);
        var jupyter = new Command(
            "jupyter",
            "Restore the notebook tool and write its kernel spec for Jupyter, which listens on this machine alone."
        )
        {
            _kernels,
        };
        jupyter.SetAction(SetUpJupyterAsync);
        root.Add(jupyter);
        var picture = new Command(
            "picture",
            "Save the picture of a chapter in the book as a PNG, where Chromium, Chrome or Edge is found."
        )
        {
            _chapter,
            _file,
        };
        picture.SetAction(SavePictureAsync);
        root.Add(picture);

        var grade = new Command(
            "grade",
            "Run and check the notebooks that a class handed in, and write a table of them. Changes none of them."
        )
        {
            _handedIn,
            _table,
            _cellTime,
            _notebookTime,
            _memory,
        };
        grade.SetAction(GradeAsync);
        root.Add(grade);

        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (ParseError error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message).ConfigureAwait(false);
            }

            await Console.Error.WriteLineAsync("Try --help.").ConfigureAwait(false);
            return ExitCode.Usage;
        }

        return await parsed.InvokeAsync().ConfigureAwait(false);
    }

    private async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellation)
    {
        NotebookFolder? folder = FindFolder();
        if (folder is null)
        {
            return Complain(NoRepository);
        }

        if (parsed.GetValue(_list))
        {
            NotebookList.Write(AnsiConsole.Console, folder);
            return ExitCode.Success;
        }

        List<string> chosen = Choose(folder, parsed.GetValue(_notebooks) ?? [], out string? complaint);
        if (complaint is not null)
        {
            return Complain(complaint);
        }

        var options = new RunOptions
        {
            Timeout = TimeSpan.FromSeconds(parsed.GetValue(_timeout)),
            Twice = parsed.GetValue(_twice),
            Pause = TimeSpan.FromSeconds(parsed.GetValue(_pause)),
            Solve = parsed.GetValue(_solutions),
            Predictions = parsed.GetValue(_predictions),
        };
        var run = new BookRun(
            folder,
            parsed.GetValue(_output)?.FullName ?? folder.DefaultOutput(options.Solve),
            AnsiConsole.Console
        )
        {
            Pdf = parsed.GetValue(_pdf),
            SideBySide = parsed.GetValue(_sideBySide),
        };
        try
        {
            return await run.RunAsync(chosen, options, cancellation).ConfigureAwait(false)
                ? ExitCode.Success
                : ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped.").ConfigureAwait(false);
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Complain($"The book could not be written: {e.Message}");
        }
    }

    private async Task<int> CheckUpAsync(ParseResult parsed, CancellationToken cancellation)
    {
        NotebookFolder? folder = FindFolder();
        if (folder is null)
        {
            return Complain(NoRepository);
        }

        IReadOnlyList<Finding> findings = await Checkup
            .LookAsync(Machine.Current(folder.Root), parsed.GetValue(_fix))
            .ConfigureAwait(false);
        CheckupReport.Write(AnsiConsole.Console, findings);
        return findings.Any(finding => finding.Level == Level.ToDo) ? ExitCode.Failed : ExitCode.Success;
    }

    private async Task<int> SetUpJupyterAsync(ParseResult parsed, CancellationToken cancellation)
    {
        NotebookFolder? folder = FindFolder();
        if (folder is null)
            return Complain(NoRepository);
        try
        {
            IReadOnlyList<Finding> findings = await JupyterSetUp
                .InstallAsync(Machine.Current(folder.Root), parsed.GetValue(_kernels)?.FullName, cancellation)
                .ConfigureAwait(false);
            CheckupReport.Write(AnsiConsole.Console, findings);
            return findings.Any(finding => finding.Level == Level.ToDo) ? ExitCode.Failed : ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped.").ConfigureAwait(false);
            return ExitCode.Interrupted;
        }
    }

    private async Task<int> GradeAsync(ParseResult parsed, CancellationToken cancellation)
    {
        NotebookFolder? folder = FindFolder();
        if (folder is null)
            return Complain(NoRepository);
        string handedIn = Path.GetFullPath(parsed.GetRequiredValue(_handedIn));
        if (!Directory.Exists(handedIn) && !File.Exists(handedIn))
            return Complain($"There is no folder {handedIn}.");
        var limits = new GradeLimits
        {
            Cell = TimeSpan.FromSeconds(parsed.GetValue(_cellTime)),
            Notebook = TimeSpan.FromSeconds(parsed.GetValue(_notebookTime)),
            Memory = (long)parsed.GetValue(_memory) << 20,
        };
        try
        {
            return await new ClassRun(folder, AnsiConsole.Console)
                .RunAsync(handedIn, parsed.GetValue(_table)?.FullName, limits, cancellation)
                .ConfigureAwait(false)
                ? ExitCode.Success
                : ExitCode.Usage;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped.").ConfigureAwait(false);
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotebookFormatException)
        {
            return Complain($"The class could not be graded: {e.Message}");
        }
    }

    private async Task<int> SavePictureAsync(ParseResult parsed, CancellationToken cancellation)
    {
        NotebookFolder? folder = FindFolder();
        if (folder is null)
            return Complain(NoRepository);
        List<string> chosen = Choose(folder, [parsed.GetRequiredValue(_chapter)], out string? complaint);
        if (complaint is not null)
            return Complain(complaint);
        if (Chromium.Find() is not { } browser)
        {
            Console.WriteLine("Skipped: no Chromium, Chrome or Edge was found to draw the picture with.");
            return ExitCode.Success;
        }

        try
        {
            return await DrawAsync(
                    new Chromium(browser),
                    folder,
                    chosen,
                    parsed.GetRequiredValue(_file).FullName,
                    cancellation
                )
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped.").ConfigureAwait(false);
            return ExitCode.Interrupted;
        }
        catch (Exception e)
            when (e is InvalidOperationException or IOException or UnauthorizedAccessException or Win32Exception)
        {
            return Complain($"The picture could not be saved: {e.Message}");
        }
    }

    private static async Task<int> DrawAsync(
        Chromium browser,
        NotebookFolder folder,
        List<string> chosen,
        string target,
        CancellationToken cancellation
    )
    {
        string name = Path.GetFileNameWithoutExtension(chosen[0]);
        if (new BookWriter(folder, folder.DefaultOutput(solved: false), chosen).WritePicturePage(name) is not { } page)
            return Complain($"The book has no picture of {name} yet: run that notebook first.");
        try
        {
            await browser.SaveAsync(page, PictureWidth, target, cancellation).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(page);
        }

        Console.WriteLine($"The picture: {target}");
        return ExitCode.Success;
    }

    private static NotebookFolder? FindFolder() =>
        NotebookFolder.Find(Environment.CurrentDirectory, AppContext.BaseDirectory);

    private static List<string> Choose(NotebookFolder folder, string[] names, out string? complaint)
    {
        var chosen = new List<string>();
        complaint = null;
        foreach (string name in names)
        {
            if (name.StartsWith('-'))
            {
                complaint = $"\"{name}\" is not an option. Try --help.";
            }
            else if (folder.Resolve(name, Environment.CurrentDirectory) is { } path)
            {
                chosen.Add(path);
            }
            else
            {
                string known = string.Join(", ", folder.All().Select(Path.GetFileNameWithoutExtension));
                complaint = $"There is no notebook \"{name}\". There is: {(known.Length > 0 ? known : "none yet")}.";
            }
        }

        if (names.Length == 0)
        {
            chosen.AddRange(folder.All());
            complaint = chosen.Count == 0 ? $"There is no notebook in {folder.Notebooks}." : null;
        }

        chosen = [.. chosen.Distinct()];
        complaint ??= NotebookNames.Complaint(chosen);
        return chosen;
    }

    private static int Complain(string sentence)
    {
        Console.Error.WriteLine(sentence);
        return ExitCode.Usage;
    }
}
