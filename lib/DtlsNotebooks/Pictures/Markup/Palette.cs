using System.Text;
using System.Text.Json;
using DtlsNotebooks.Proxy;

namespace DtlsNotebooks.Pictures.Markup;

/// <summary>
/// The colours of every picture, each for a light and a dark ground. Lines keep 3:1 and words 4.5:1 against
/// their grounds (WCAG 2.2, 1.4.3 and 1.4.11), except the design's amber, which never carries words.
/// </summary>
internal static class Palette
{
    public static readonly ThemeColor Paper = new("paper", "#FFFFFF", "#1E1E1E");
    public static readonly ThemeColor Text = new("text", "#1F2933", "#E4E7EB");
    public static readonly ThemeColor Quiet = new("quiet", "#626D79", "#A3ADB8");
    public static readonly ThemeColor Rule = new("rule", "#E1E5EA", "#343B43");
    public static readonly ThemeColor Lifeline = new("lifeline", "#3E4C59", "#8793A0");
    public static readonly ThemeColor Band = new("band", "#F5F7FA", "#272C33");
    public static readonly ThemeColor RepeatedBand = new("repeated-band", "#FFF4E8", "#3A2D1D");
    public static readonly ThemeColor RepeatedText = new("repeated-text", "#A8480B", "#F2A663");
    public static readonly ThemeColor Handshake = new("handshake", "#0072B2", "#56B4E9");
    public static readonly ThemeColor ChangeCipherSpec = new("change-cipher-spec", "#E69F00", "#F0B429");
    public static readonly ThemeColor ApplicationData = new("application-data", "#009E73", "#2CC69B");
    public static readonly ThemeColor Alert = new("alert", "#CC3311", "#FF8066");
    public static readonly ThemeColor PlainUdp = new("plain-udp", "#56606B", "#A9B4C0");
    public static readonly ThemeColor Waiting = new("waiting", "#C3CCD6", "#48525D");
    public static readonly ThemeColor Violet = new("violet", "#8E5AA8", "#C79BE0");

    /// <summary>The grounds of neighbouring fields of a byte map.</summary>
    public static readonly IReadOnlyList<ThemeColor> Tints =
    [
        new("tint-0", "#D3E8F8", "#173F5A"),
        new("tint-1", "#FBE6B8", "#574108"),
        new("tint-2", "#CBEDDF", "#0D4A39"),
        new("tint-3", "#F6D9EA", "#56304B"),
        new("tint-4", "#DEDDF6", "#3B3A6E"),
        new("tint-5", "#E8EDB9", "#464B12"),
    ];

    /// <summary>The colours of a chart's series, in their order.</summary>
    public static readonly IReadOnlyList<ThemeColor> Series =
    [
        Handshake,
        ChangeCipherSpec,
        ApplicationData,
        Alert,
        PlainUdp,
        Violet,
    ];

    private static readonly ThemeColor[] All =
    [
        Paper,
        Text,
        Quiet,
        Rule,
        Lifeline,
        Band,
        RepeatedBand,
        RepeatedText,
        Handshake,
        ChangeCipherSpec,
        ApplicationData,
        Alert,
        PlainUdp,
        Waiting,
        Violet,
        .. Tints,
    ];

    /// <summary>The colour of a datagram.</summary>
    public static ThemeColor Of(MessageKind kind) =>
        kind switch
        {
            MessageKind.Handshake => Handshake,
            MessageKind.ChangeCipherSpec => ChangeCipherSpec,
            MessageKind.ApplicationData => ApplicationData,
            MessageKind.Alert => Alert,
            MessageKind.Goodbye or MessageKind.ClosedAlert => Violet,
            _ => PlainUdp,
        };

    /// <summary>Light colours to dark ones, for the script that draws.</summary>
    public static string ToJson() =>
        JsonSerializer.Serialize(All.ToDictionary(color => color.Light, color => color.Dark));

    /// <summary>All colours of a theme as CSS variables.</summary>
    public static string ToCss(bool dark)
    {
        var css = new StringBuilder();
        foreach (ThemeColor color in All)
            css.Append("--dtls-").Append(color.Name).Append(':').Append(dark ? color.Dark : color.Light).Append(';');
        return css.ToString();
    }
}
