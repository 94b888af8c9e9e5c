using System.Globalization;

namespace DtlsNotebooks.Proxy;

/// <summary>The figures of one direction of a capture, or of both.</summary>
public sealed record DirectionSummary
{
    /// <summary>Datagrams, copies that the network made included.</summary>
    public required int Datagrams { get; init; }

    /// <summary>Bytes of UDP payload in them.</summary>
    public required long Bytes { get; init; }

    /// <summary>Datagrams handed on.</summary>
    public required int Delivered { get; init; }

    /// <summary>Datagrams that never reached their receiver, for whatever reason.</summary>
    public required int Lost { get; init; }

    /// <summary>Copies that the network made.</summary>
    public required int Duplicates { get; init; }

    /// <summary>Datagrams in which the network changed a bit.</summary>
    public required int Corrupted { get; init; }

    /// <summary>Datagrams that were overtaken by a later one of the same client.</summary>
    public required int Overtaken { get; init; }

    /// <summary>Datagrams that were still held back when the snapshot was taken.</summary>
    public required int Pending { get; init; }

    /// <summary>The figures in one line; those that are 0 are left out.</summary>
    public override string ToString()
    {
        List<string> words = [Count(Datagrams, "datagram"), Count(Bytes, "byte")];
        Add(Lost, "lost");
        Add(Duplicates, Duplicates == 1 ? "duplicate" : "duplicates");
        Add(Corrupted, "corrupted");
        Add(Overtaken, "overtaken");
        Add(Pending, "on the way");
        return string.Join(", ", words);

        void Add(int number, string word)
        {
            if (number > 0)
                words.Add(string.Create(CultureInfo.InvariantCulture, $"{number} {word}"));
        }
    }

    private static string Count(long number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");
}
