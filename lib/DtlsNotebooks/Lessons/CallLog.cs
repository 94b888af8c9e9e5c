using System.Globalization;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Pictures.Tables;

namespace DtlsNotebooks.Lessons;

/// <summary>What the calls of a nonblocking session returned, and how each wait after them ended.</summary>
/// <example><code>
/// log.Add(status, timer, seen);        // once in each round of the loop
/// log.Table("What each call returned")
/// </code></example>
public sealed class CallLog
{
    private readonly List<CallLogEntry> _entries = [];

    /// <summary>The rounds so far, in their order.</summary>
    public IReadOnlyList<CallLogEntry> Entries => _entries;

    /// <summary>The round written down last.</summary>
    /// <exception cref="InvalidOperationException">Nothing is written down.</exception>
    public CallLogEntry Last =>
        _entries.Count > 0
            ? _entries[^1]
            : throw new InvalidOperationException("The log is empty: run the loop that writes it first.");

    /// <summary>Writes one round of the loop down.</summary>
    /// <param name="status">What the call returned.</param>
    /// <param name="timer">How long the wait might take at most; null where no timer ran.</param>
    /// <param name="wait">How the wait ended, in the loop's own words.</param>
    public void Add(DtlsStatus status, TimeSpan? timer, object wait)
    {
        ArgumentNullException.ThrowIfNull(wait);
        _entries.Add(new CallLogEntry(status, timer, $"{wait}"));
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => _entries.Clear();

    /// <summary>How many calls returned this.</summary>
    /// <param name="status">What they returned.</param>
    public int Count(DtlsStatus status) => _entries.Count(entry => entry.Status == status);

    /// <summary>The rounds as a table, a row each.</summary>
    /// <param name="title">What it shows.</param>
    public TableView Table(string title) =>
        new()
        {
            Title = title,
            Columns = ["round", "the call returned", "timer (s)", "then select said"],
            RightAligned = [true, false, true, false],
            Rows = [.. _entries.Select(Row)],
        };

    private static IReadOnlyList<string> Row(CallLogEntry entry, int index) =>
        [
            (index + 1).ToString(CultureInfo.InvariantCulture),
            $"{entry.Status}",
            entry.Timer?.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) ?? "none",
            entry.Wait,
        ];
}
