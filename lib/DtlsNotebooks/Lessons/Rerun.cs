namespace DtlsNotebooks.Lessons;

/// <summary>Lets a cell that opens something be run again.</summary>
/// <example><code>
/// Socket server = Rerun.Replace("server", NewSocket());
/// </code></example>
public static class Rerun
{
    private static readonly Dictionary<string, IDisposable> Opened = new(StringComparer.Ordinal);
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
}
