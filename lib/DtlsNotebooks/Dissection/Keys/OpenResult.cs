namespace DtlsNotebooks.Dissection.Keys;

/// <summary>What came of the try to open an encrypted record.</summary>
public sealed record OpenResult
{
    private OpenResult(RecordType? type, ReadOnlyMemory<byte>? plaintext, int padding, string reason) =>
        (Type, Plaintext, Padding, Reason) = (type, plaintext, padding, reason);

    /// <summary>What the record carries; null if it was not opened.</summary>
    public RecordType? Type { get; }

    /// <summary>The plaintext; null if the record was not opened.</summary>
    public ReadOnlyMemory<byte>? Plaintext { get; }

    /// <summary>
    /// How many bytes after the plaintext say its type and hide its length; 0 without a connection ID (RFC 9146,
    /// section 4).
    /// </summary>
    public int Padding { get; }

    /// <summary>Why the record was not opened; empty if it was.</summary>
    public string Reason { get; }

    internal static OpenResult Of(RecordType type, ReadOnlyMemory<byte> plaintext, int padding = 0) =>
        new(type, plaintext, padding, "");

    internal static OpenResult Closed(string reason) => new(null, null, 0, reason);
}
