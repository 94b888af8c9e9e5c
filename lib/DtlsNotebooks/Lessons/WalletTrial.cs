using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Lessons;

/// <summary>
/// Puts a student's wallet of sessions to the test: a thing that keeps the latest session of each host. Each question
/// is asked of a new wallet.
/// </summary>
/// <param name="make">Makes a wallet, and gives its two methods.</param>
/// <param name="fresh">Makes a session with a host, good for so many seconds.</param>
/// <param name="isCleared">Whether the secret of a session is gone.</param>
/// <example><code>
/// var trial = new WalletTrial(NewWallet, Fresh, IsCleared);
/// bool both = trial.KeepsBoth();
/// </code></example>
public sealed class WalletTrial(
    Func<(Action<SavedSession?> Keep, Func<string, SavedSession?> For)> make,
    Func<string, double, SavedSession> fresh,
    Func<SavedSession, bool> isCleared
)
{
    private const string Name = "localhost";
    private const string Number = "127.0.0.1";
    private const double Minute = 60;
    private const double OverAtOnce = 1e-7;

    /// <summary>Whether two hosts keep a session each, and null changes nothing.</summary>
    public bool KeepsBoth()
    {
        (Action<SavedSession?> keep, Func<string, SavedSession?> get) = make();
        SavedSession one = fresh(Name, Minute);
        SavedSession other = fresh(Number, Minute);
        keep(one);
        keep(other);
        keep(null);
        return get(Name) == one && get(Number) == other;
    }

    /// <summary>Whether a wallet that knows localhost has a session for a host.</summary>
    /// <param name="host">The host's name.</param>
    public bool Knows(string host)
    {
        (Action<SavedSession?> keep, Func<string, SavedSession?> get) = make();
        keep(fresh(Name, Minute));
        return get(host) is not null;
    }

    /// <summary>Whether the latest session of a host replaces the one before, whose secret is cleared.</summary>
    public bool ReplacesAndClears()
    {
        (Action<SavedSession?> keep, Func<string, SavedSession?> get) = make();
        SavedSession old = fresh(Name, Minute);
        SavedSession latest = fresh(Name, Minute);
        keep(old);
        keep(latest);
        return isCleared(old) && get(Name) == latest;
    }

    /// <summary>Whether a session that is kept a second time lives on.</summary>
    public bool KeepsTheSameTwice()
    {
        (Action<SavedSession?> keep, Func<string, SavedSession?> get) = make();
        SavedSession session = fresh(Name, Minute);
        keep(session);
        keep(session);
        return get(Name) is { } kept && !isCleared(kept);
    }

    /// <summary>Whether a session that has expired is not given out.</summary>
    public bool DropsExpired()
    {
        (Action<SavedSession?> keep, Func<string, SavedSession?> get) = make();
        keep(fresh(Name, OverAtOnce));
        return get(Name) is null;
    }
}
