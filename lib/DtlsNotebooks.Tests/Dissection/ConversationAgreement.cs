using System.Net;
using System.Text.RegularExpressions;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Dissection.Computing;
using DtlsNotebooks.Pictures;
using DtlsNotebooks.Pictures.Conversations;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>
/// The page of a conversation shows every value that tshark reads, in the datagram where it reads it. That the
/// dissection reads the same as tshark is <see cref="TsharkAgreement"/>'s part.
/// </summary>
internal static partial class ConversationAgreement
{
    /// <summary>Fails where a value is missing on the page, or where one that can be recomputed is wrong.</summary>
    public static void Check(RecordedHandshake handshake)
    {
        Conversation conversation = new DtlsNotebooks.Proxy.Capture(handshake.Capture).Conversation(handshake.KeyLog);
        string[] parts = conversation.ToHtml().Split("<details class=\"dtls-part dtls-datagram")[1..];
        IReadOnlyList<DissectedDatagram> dissected = handshake.Dissect(withKeys: true);
        Assert.Equal(dissected.Count, parts.Length);
        List<string> missing = [];
        for (int at = 0; at < parts.Length; at++)
        {
            HashSet<string> shown = [.. Code().Matches(parts[at]).Select(match => Bytes(match.Groups["hex"].Value))];
            foreach ((string field, string hex) in NamedBytes.Of(dissected[at]))
            {
                // A certificate is shown by its fields.
                if (field != "dtls.handshake.certificate" && hex.Length > 0 && !shown.Contains(hex))
                    missing.Add($"{handshake.Name}, datagram {at + 1}: {field} {hex}");
            }
        }
        Assert.True(missing.Count == 0, string.Join('\n', missing.Take(20)));
        Assert.DoesNotContain(conversation.Values, value => value.State == ComputedState.Wrong);
        Assert.Contains(
            conversation.Values,
            value =>
                value.State == ComputedState.Verified && value.Name.StartsWith("verify_data", StringComparison.Ordinal)
        );
    }

    private static string Bytes(string html) =>
        WebUtility
            .HtmlDecode(Tag().Replace(html, ""))
            .Replace("…", "", StringComparison.Ordinal)
            .Replace(" ", "", StringComparison.Ordinal);

    [GeneratedRegex("<code>(?<hex>.*?)</code>", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
