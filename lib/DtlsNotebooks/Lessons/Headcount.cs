namespace DtlsNotebooks.Lessons;

/// <summary>
/// Counts how many threads or tasks are in one place at the same time. Any number of them may use it.
/// </summary>
/// <example><code>
/// var inside = new Headcount();
/// inside.Enter();
/// // … the work …
/// inside.Leave();
/// Console.WriteLine(inside.Most);
/// </code></example>
public sealed class Headcount
{
    private readonly Lock _gate = new();
    private int _inside;

    /// <summary>The most that were inside at one moment so far.</summary>
    public int Most { get; private set; }

    /// <summary>Somebody comes in.</summary>
    public void Enter()
    {
        lock (_gate)
        {
            _inside++;
            Most = Math.Max(Most, _inside);
        }
    }

    /// <summary>
    /// Somebody comes in and stays at least until so many have been inside together, but no longer than the limit.
    /// </summary>
    /// <param name="count">How many are to be inside together.</param>
    /// <param name="limit">The longest to wait for them.</param>
    /// <returns>Whether there were so many.</returns>
    public bool EnterAndWaitFor(int count, TimeSpan limit)
    {
        Enter();
        return SpinWait.SpinUntil(() => MostNow() >= count, limit);
    }

    /// <summary>Somebody goes out.</summary>
    public void Leave()
    {
        lock (_gate)
            _inside--;
    }

    private int MostNow()
    {
        lock (_gate)
            return Most;
    }
}
