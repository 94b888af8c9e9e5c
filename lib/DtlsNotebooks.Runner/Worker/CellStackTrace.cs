using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using DtlsNotebooks.Runner.Results;

namespace DtlsNotebooks.Runner.Worker;

/// <summary>Reduces a stack trace to the lines of the cells and of the scripts that they load: what a reader can see.</summary>
internal static partial class CellStackTrace
{
    private const int MessageKept = 32 * 1024;
    private const int LinesKept = 100;

    /// <summary>The name that the compiler records as the source file of a cell.</summary>
    /// <param name="number">The cell's number among the code cells.</param>
    public static string FileName(int number) => string.Create(CultureInfo.InvariantCulture, $"cell {number}");

    /// <summary>The error of a cell that threw.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="number">The cell that was running.</param>
    public static CellError ToError(Exception exception, int number)
    {
        // An exception that only wraps another one says less than the other one.
        Exception thrown = exception is AggregateException { InnerExceptions.Count: 1 } or TargetInvocationException
            ? exception.InnerException ?? exception
            : exception;
        var frames = Frames(exception).Concat(Frames(thrown)).Distinct().ToList();
        Frame? own = frames.FirstOrDefault(frame => frame.Place == FileName(number));
        var trace = frames.Select(frame => $"at {frame}").ToList();
        for (Exception? inner = thrown.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (trace.Count >= LinesKept)
                break;
            trace.Add($"because of {inner.GetType().FullName}: {Shorten(inner.Message)}");
            trace.AddRange(Frames(inner).Select(frame => $"at {frame}"));
        }

        return new CellError(
            CellErrorKind.Exception,
            thrown.GetType().FullName!,
            Shorten(thrown.Message),
            own?.Line ?? 0,
            [.. trace.Take(LinesKept)]
        );
    }

    /// <summary>Turns a line of a printed stack trace into the words used here; other lines stay as they are.</summary>
    /// <param name="line">A line of what the runtime prints when a process dies.</param>
    public static string Rename(string line) => PrintedFrame().Replace(line, "at ${place}, line ${line}");

    private static string Shorten(string message) =>
        message.Length <= MessageKept ? message : message[..MessageKept] + " …";

    private static IEnumerable<Frame> Frames(Exception exception)
    {
        foreach (StackFrame frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames())
        {
            Match match = ReadersFile().Match(frame.GetFileName() ?? "");
            if (match.Success)
            {
                yield return new Frame(
                    match.Groups["place"].Value,
                    frame.GetFileLineNumber(),
                    MethodOf(frame.GetMethod())
                );
            }
        }
    }

    /// <summary>
    /// The name a reader knows: compiler-made names of lambdas, local functions and state machines are undone.
    /// </summary>
    private static string MethodOf(MethodBase? method)
    {
        string[] names = method is null ? [] : new[] { method.Name, method.DeclaringType?.Name ?? "" };
        string readable = names.Select(Readable).FirstOrDefault(name => name.Length > 0) ?? "";
        return readable is "Initialize" or "Factory" ? "" : readable;
    }

    private static string Readable(string name)
    {
        if (LocalFunction().Match(name) is { Success: true } local)
        {
            return local.Groups["name"].Value;
        }

        if (CompilerMade().Match(name) is { Success: true } made)
        {
            return made.Groups["name"].Value;
        }

        return name is "MoveNext" or ".ctor" or ".cctor" || name.Contains('<') || name.Contains("Submission#")
            ? ""
            : name;
    }

    [GeneratedRegex(@"(^|[/\\])(?<place>cell \d+|[^/\\]+\.csx)$")]
    private static partial Regex ReadersFile();

    [GeneratedRegex(@"at .* in (.*[/\\])?(?<place>cell \d+|[^/\\]+\.csx):line (?<line>\d+)")]
    private static partial Regex PrintedFrame();

    [GeneratedRegex(@"g__(?<name>\w+)\|")]
    private static partial Regex LocalFunction();

    [GeneratedRegex(@"^<+(?<name>\w+)>")]
    private static partial Regex CompilerMade();

    private sealed record Frame(string Place, int Line, string Method)
    {
        public override string ToString() =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Place}, line {Line}{(Method.Length > 0 ? $", in {Method}" : "")}"
            );
    }
}
