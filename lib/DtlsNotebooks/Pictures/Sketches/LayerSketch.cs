using System.Globalization;
using System.Net.Sockets;
using System.Text;
using DtlsNotebooks.Dissection;
using DtlsNotebooks.Pictures.Markup;
using DtlsNotebooks.Proxy;
using DtlsNotebooks.Udp;

namespace DtlsNotebooks.Pictures.Sketches;

/// <summary>What each layer puts around the data of one datagram, in bytes.</summary>
internal static class LayerSketch
{
    private const int Ipv4Header = 20;
    private const int Ipv6Header = 40;

    /// <summary>The picture of one datagram.</summary>
    /// <param name="captured">The datagram.</param>
    /// <param name="dissected">The same, laid open.</param>
    public static Sketch Of(CapturedDatagram captured, DissectedDatagram dissected)
    {
        List<(string Name, int Length)> layers = [.. Layers(captured, dissected)];
        int all = layers.Sum(layer => layer.Length);
        (string data, int length) = layers[^1];
        return new Sketch
        {
            Kind = "layers",
            Title = $"Datagram {captured.Number}, layer by layer",
            Sentence = string.Create(
                CultureInfo.InvariantCulture,
                $"{Count(length)} of {data} travel in {all}: "
                    + $"{string.Join(", ", layers.SkipLast(1).Select(layer => $"{layer.Name} adds {layer.Length}"))}."
            ),
            Drawing = Draw(layers, all),
            Text = Write(layers, all),
        };
    }

    private static IEnumerable<(string Name, int Length)> Layers(CapturedDatagram captured, DissectedDatagram dissected)
    {
        bool four = captured.Source.AddressFamily == AddressFamily.InterNetwork;
        yield return four ? ("the IPv4 header", Ipv4Header) : ("the IPv6 header", Ipv6Header);
        yield return ("the UDP header", UdpHeader.Size);
        if (!dissected.IsDtls)
        {
            yield return ("data", captured.Payload.Length);
            yield break;
        }
        int records = dissected.Records.Count;
        int headers = captured.Payload.Length - dissected.Records.Sum(record => record.Record.Length);
        yield return (records == 1 ? "the record header" : $"{records} record headers", headers);
        int plain = dissected.Records.Sum(record => record.Opened?.Plaintext.Length ?? record.Record.Length);
        int protection = dissected.Records.Sum(record =>
            record.Opened is { } opened ? record.Record.Length - opened.Plaintext.Length : 0
        );
        if (protection > 0)
            yield return ("encryption (nonce and tag)", protection);
        yield return (
            dissected.Records.All(record => record.IsReadable) ? "content" : "content and its encryption",
            plain
        );
    }

    // One bar a layer; what lies inside it begins where its own bytes end.
    private static string Draw(List<(string Name, int Length)> layers, int all)
    {
        var html = new StringBuilder();
        int before = 0;
        for (int at = 0; at < layers.Count; at++)
        {
            (string name, int length) = layers[at];
            int inside = all - before - length;
            html.Append(
                CultureInfo.InvariantCulture,
                $"<div class=\"dtls-layer\" style=\"padding-left:{100.0 * before / all:0.##}%\"><div class=\"dtls-layer-bar\"><span style=\"flex:{length};background:{Palette.Tints[at % Palette.Tints.Count].Css}\"></span>{(inside > 0 ? $"<span class=\"dtls-layer-rest\" style=\"flex:{inside}\"></span>" : "")}</div>{Html.Encode(name)}: <b>{Count(length)}</b></div>"
            );
            before += length;
        }
        return html.ToString();
    }

    private static string Write(List<(string Name, int Length)> layers, int all)
    {
        List<string> lines = [];
        int before = 0;
        foreach ((string name, int length) in layers)
        {
            int start = 60 * before / all;
            int own = Math.Max(1, (60 * (before + length) / all) - start);
            lines.Add(
                $"{new string(' ', start)}{new string('█', own)}{new string('░', Math.Max(0, 60 - start - own))}  {name}: {Count(length)}"
            );
            before += length;
        }
        return string.Join('\n', lines);
    }

    private static string Count(int bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes} byte{(bytes == 1 ? "" : "s")}");
}
