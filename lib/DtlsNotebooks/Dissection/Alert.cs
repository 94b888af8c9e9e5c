using DtlsNotebooks.Dissection.Names;
using DtlsNotebooks.Dissection.Reading;
using DtlsNotebooks.Dissection.Words;

namespace DtlsNotebooks.Dissection;

/// <summary>An alert: how grave, and what is wrong (RFC 5246, section 7.2).</summary>
/// <param name="Level">How grave it is, as sent.</param>
/// <param name="Description">The number of what is wrong.</param>
public sealed record Alert(AlertSeverity Level, byte Description)
{
    /// <summary>The name of <see cref="Description"/>, such as "close_notify".</summary>
    public string Name => AlertRegistry.Find(Description) ?? $"alert {Description}";

    /// <summary>
    /// Whether it is close_notify, which says goodbye and reports no error (RFC 5246, section 7.2.1).
    /// </summary>
    public bool IsGoodbye => Description == 0 && Level != AlertSeverity.Fatal;

    /// <summary>The alert in words, such as "fatal bad_certificate"; a warning is not named as such.</summary>
    public override string ToString() => Level == AlertSeverity.Fatal ? $"fatal {Name}" : Name;

    /// <summary>The two bytes of the alert.</summary>
    /// <returns>The two bytes.</returns>
    public byte[] ToArray() => [(byte)Level, Description];

    /// <summary>Reads an alert. Never throws.</summary>
    /// <param name="bytes">The fragment of an alert record.</param>
    /// <returns>The alert, or where and why the bytes make no sense.</returns>
    public static Dissected<Alert> Parse(ReadOnlyMemory<byte> bytes) => Dissected<Alert>.Of(bytes, Read);

    internal static Alert? Read(FieldReader reader)
    {
        int level = reader.UInt8(
            "level",
            "How grave it is: 1 is a warning, 2 is fatal and ends the connection.",
            Rfc.Alert,
            LevelName
        );
        if (!reader.Failed && level is not (1 or 2))
            reader.Blame("An alert's level is 1 (warning) or 2 (fatal), nothing else.");
        int description = reader.UInt8(
            "description",
            "What the sender wants to say.",
            Rfc.Alert,
            value => AlertRegistry.Find(value) ?? $"unknown, {value}"
        );
        return reader.Failed ? null : new Alert((AlertSeverity)level, (byte)description);
    }

    private static string LevelName(int level) =>
        level switch
        {
            1 => "warning",
            2 => "fatal",
            _ => $"unknown, {level}",
        };
}
