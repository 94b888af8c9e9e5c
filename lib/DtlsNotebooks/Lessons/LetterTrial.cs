using System.Diagnostics;
using System.Net.Sockets;

namespace DtlsNotebooks.Lessons;

/// <summary>What came of a student's letter box, through which fifty threads at once gave work to a loop.</summary>
/// <param name="Opened">How many of the letters the loop had opened when it was done.</param>
/// <param name="Elsewhere">How many were opened by another thread than the loop's.</param>
/// <param name="IsQuiet">The bell was silent in the end.</param>
public sealed record LetterTrial(int Opened, int Elsewhere, bool IsQuiet)
{
    /// <summary>How many letters are posted.</summary>
    public const int Letters = 50;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Has all letters posted, and runs a loop on this thread that waits for the bell; two seconds at most, or until
    /// all are opened. Then the box is run once more, for rings that came after the last letter was opened.
    /// </summary>
    /// <param name="bell">The bell of the student's letter box.</param>
    /// <param name="post">Its method that takes a letter, from any thread.</param>
    /// <param name="run">Its method that the loop calls when the bell has rung.</param>
    public static LetterTrial Run(Socket bell, Action<Action> post, Action run)
    {
        ArgumentNullException.ThrowIfNull(bell);
        ArgumentNullException.ThrowIfNull(post);
        ArgumentNullException.ThrowIfNull(run);
        int opened = 0;
        int elsewhere = 0;
        int loop = Environment.CurrentManagedThreadId;
        Task<Crowd> posting = Task.Factory.StartNew(
            () => Crowd.Repeat(Letters, 1, () => post(Open), Bound),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        var clock = Stopwatch.StartNew();
        while (Volatile.Read(ref opened) < Letters && clock.Elapsed < Bound)
        {
            if (bell.Poll(Moment, SelectMode.SelectRead))
                run();
        }

        int inTheLoop = Volatile.Read(ref opened);
        if (posting.GetAwaiter().GetResult() is { Failures: [string failure, ..] })
            throw new InvalidOperationException(failure);
        run();
        return new LetterTrial(inTheLoop, elsewhere, !bell.Poll(Moment, SelectMode.SelectRead));

        void Open()
        {
            if (Environment.CurrentManagedThreadId != loop)
                Interlocked.Increment(ref elsewhere);
            Interlocked.Increment(ref opened);
        }
    }
}
