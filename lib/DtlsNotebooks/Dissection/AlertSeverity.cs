namespace DtlsNotebooks.Dissection;

/// <summary>How grave an alert is (RFC 5246, section 7.2).</summary>
public enum AlertSeverity
{
    /// <summary>The connection may go on.</summary>
    Warning = 1,

    /// <summary>The connection ends at once.</summary>
    Fatal = 2,
}
