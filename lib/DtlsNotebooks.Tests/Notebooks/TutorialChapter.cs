namespace DtlsNotebooks.Tests.Notebooks;

/// <summary>What a chapter of the C tutorial holds, and the notebook that mirrors it.</summary>
/// <param name="Notebook">File name below notebooks/.</param>
/// <param name="Sections">The tutorial's section numbers.</param>
/// <param name="Figures">The tutorial's numbered figures.</param>
public sealed record TutorialChapter(string Notebook, IReadOnlyList<string> Sections, IReadOnlyList<string> Figures)
{
    /// <summary>The chapters that live, in their order.</summary>
    public static IReadOnlyList<TutorialChapter> All { get; } =
    [
        new(
            "01-udp.ipynb",
            ["1.1.1", "1.1.2", "1.1.2.1", "1.1.2.2", "1.1.2.3", "1.1.2.4", "1.1.2.5", "1.1.2.6", "1.1.2.7", "1.2"],
            FiguresOf(1, 12)
        ),
        new(
            "02a-dtls-server.ipynb",
            [
                "2.1.1",
                "2.1.2",
                "2.1.3",
                "2.1.3.1",
                "2.1.3.2",
                "2.1.4",
                "2.1.4.1",
                "2.1.4.2",
                "2.1.4.3",
                "2.1.5",
                "2.1.5.1",
                "2.1.5.2",
                "2.1.5.3",
                "2.1.6",
                "2.1.7",
                "2.1.7.1",
                "2.1.7.2",
                "2.1.7.3",
                "2.1.7.4",
                "2.1.7.5",
            ],
            FiguresOf(2, 13)
        ),
        new(
            "02b-dtls-client.ipynb",
            ["2.2.1", "2.2.2", "2.2.2.1", "2.2.2.2", "2.2.2.3", "2.2.3", "2.2.4", "2.2.5", "2.2.6", "2.2.7"],
            ["2.14", "2.15", "2.16"]
        ),
        new(
            "03-threads.ipynb",
            [
                "3.1.1",
                "3.1.1.1",
                "3.1.1.2",
                "3.1.1.3",
                "3.1.1.3.1",
                "3.1.1.3.2",
                "3.1.1.3.3",
                "3.1.1.3.4",
                "3.1.1.3.5",
                "3.1.1.3.6",
                "3.1.2",
            ],
            FiguresOf(3, 2)
        ),
        new("04-resumption.ipynb", ["4.1.1", "4.1.2", "4.1.3", "4.1.4"], []),
        new(
            "05a-nonblocking-client.ipynb",
            ["5.1.1", "5.1.2", "5.1.3", "5.1.4", "5.1.4.1", "5.1.4.2", "5.1.5"],
            FiguresOf(5, 4)
        ),
        new(
            "05b-nonblocking-server.ipynb",
            ["5.2.1", "5.2.2", "5.2.3", "5.2.3.1", "5.2.3.2", "5.2.3.3", "5.2.4", "5.2.4.1", "5.2.4.2", "5.2.5"],
            ["5.5", "5.6", "5.7", "5.8"]
        ),
    ];

    private static string[] FiguresOf(int chapter, int count) =>
        [.. Enumerable.Range(1, count).Select(number => $"{chapter}.{number}")];
}
