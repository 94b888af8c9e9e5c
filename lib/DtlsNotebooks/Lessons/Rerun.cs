using System.Runtime.CompilerServices;

namespace DtlsNotebooks.Lessons;

/// <summary>Lets a cell that opens or starts something be run again.</summary>
/// <example><code>
/// Socket server = Rerun.Replace("server", NewSocket());
/// Task loop = Rerun.Start(server, () =&gt; Serve(server));
/// </code></example>
public static class Rerun
{
    private static readonly Dictionary<string, IDisposable> Opened = new(StringComparer.Ordinal);
    private static readonly ConditionalWeakTable<object, Task> Started = [];
    private static readonly Lock Gate = new();

    /// <summary>
    /// Closes what an earlier run of the cell opened under this name, and remembers what it opens now.
    /// </summary>
    /// <typeparam name="T">What is opened, such as a socket.</typeparam>
    /// <param name="name">A name of your choice, one for each thing that stays open.</param>
    /// <param name="opened">What this run has opened.</param>
    /// <returns>The same that was given.</returns>
    public static T Replace<T>(string name, T opened)
        where T : IDisposable
    {
        IDisposable? earlier;
        lock (Gate)
        {
            Opened.Remove(name, out earlier);
            Opened.Add(name, opened);
        }

        if (!ReferenceEquals(earlier, opened))
            earlier?.Dispose();
        return opened;
    }

    /// <summary>
    /// Starts work beside the notebook, on a thread of its own; where an earlier run of the cell started some for the
    /// same thing and it still goes on, starts nothing. Two loops that read one socket would share its datagrams, and
    /// their answers could overtake each other.
    /// </summary>
    /// <param name="served">What the work is for, such as the socket that it reads.</param>
    /// <param name="work">The work, a method that may run for long.</param>
    /// <returns>The work that goes on: this one, or that of the earlier run.</returns>
    public static Task Start(object served, Action work)
    {
        lock (Gate)
        {
            if (Started.TryGetValue(served, out Task? earlier) && !earlier.IsCompleted)
                return earlier;
            Task started = Task.Factory.StartNew(
                work,
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            );
            Started.AddOrUpdate(served, started);
            return started;
        }
    }
}
