namespace DtlsNotebooks.Benchmarks.Load;

/// <summary>How much is measured.</summary>
internal sealed record LoadSettings
{
    /// <summary>How many clients work at once, one load after another.</summary>
    public required IReadOnlyList<int> Clients { get; init; }

    /// <summary>How often each load is repeated with each program in turn.</summary>
    public required int Rounds { get; init; }

    /// <summary>How long each lasts.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>
    /// How long the runtime's compiler may work on a program of the library before anything is measured.
    /// </summary>
    public required TimeSpan WarmUp { get; init; }

    /// <summary>The measurement that can be quoted.</summary>
    public static LoadSettings Usual { get; } =
        new()
        {
            Clients = [1, 8, 64, 256],
            Rounds = 3,
            Duration = TimeSpan.FromMilliseconds(600),
            WarmUp = TimeSpan.FromSeconds(6),
        };

    /// <summary>Some minutes, for a look; the spread is wide.</summary>
    public static LoadSettings Short { get; } =
        new()
        {
            Clients = [1, 8, 64],
            Rounds = 2,
            Duration = TimeSpan.FromMilliseconds(400),
            WarmUp = TimeSpan.FromSeconds(4),
        };

    /// <summary>Only whether all works.</summary>
    public static LoadSettings Smoke { get; } =
        new()
        {
            Clients = [1, 8],
            Rounds = 1,
            Duration = TimeSpan.FromMilliseconds(200),
            WarmUp = TimeSpan.FromMilliseconds(500),
        };
}
