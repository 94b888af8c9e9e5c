namespace DtlsNotebooks.Dissection.Messages;

/// <summary>What must be known from earlier messages to read a later one.</summary>
public sealed record HandshakeContext
{
    /// <summary>Nothing is known.</summary>
    public static HandshakeContext Unknown { get; } = new();

    /// <summary>The version the server chose; null where it is not known, which is read as DTLS 1.2.</summary>
    public DtlsVersion? Version { get; init; }

    /// <summary>The suite the server chose; null where it is not known.</summary>
    public SuiteId? Suite { get; init; }

    /// <summary>Whether a signature names its algorithm: from DTLS 1.2 on (RFC 5246, section 4.7).</summary>
    internal bool NamesSignatures => Version != DtlsVersion.Dtls10;
}
