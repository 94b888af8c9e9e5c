namespace DtlsNotebooks.Dissection.Computing;

/// <summary>An input of a computed value, or a part that it is cut into.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Bytes">Its bytes; empty where they are not known or too many to show.</param>
/// <param name="Words">What to say of it, such as who uses it or why it is not known; empty for nothing.</param>
public sealed record ComputedPart(string Name, ReadOnlyMemory<byte> Bytes, string Words = "");
