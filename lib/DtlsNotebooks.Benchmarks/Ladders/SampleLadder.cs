using System.Globalization;
using DtlsNotebooks.Pictures.Ladders;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Benchmarks.Ladders;

/// <summary>
/// A ladder as long as one likes: an echo after a handshake's many flights, with something lost now and then.
/// </summary>
internal static class SampleLadder
{
    private static readonly MessageKind[] Kinds = Enum.GetValues<MessageKind>();

    /// <summary>Makes one.</summary>
    /// <param name="datagrams">Its rows.</param>
    public static LadderDiagram Of(int datagrams) =>
        new()
        {
            Title = "A long conversation",
            Subtitle = string.Create(CultureInfo.InvariantCulture, $"{datagrams} datagrams"),
            Participants = ["client", "server"],
            Messages = [.. Enumerable.Range(0, datagrams).Select(Message)],
        };

    private static LadderMessage Message(int number)
    {
        bool lost = number % 17 == 16;
        var sent = TimeSpan.FromMilliseconds(3 * number);
        return new LadderMessage
        {
            From = number % 2,
            To = 1 - (number % 2),
            Sent = sent,
            Delivered = lost ? null : sent + TimeSpan.FromMilliseconds(1),
            Label = string.Create(CultureInfo.InvariantCulture, $"record {number} of application data"),
            Bytes = 60 + (number % 1200),
            Lost = lost,
            Repeated = number % 17 == 1 && number > 17,
            Kind = Kinds[number / 8 % Kinds.Length],
            Details =
            [
                string.Create(CultureInfo.InvariantCulture, $"epoch 1, sequence number {number}"),
                "ECDHE-ECDSA-AES128-GCM-SHA256",
            ],
        };
    }
}
