namespace DtlsNotebooks.Dissection.Extensions;

/// <summary>A public value for the key agreement of DTLS 1.3 (RFC 8446, section 4.2.8).</summary>
/// <param name="Group">The group.</param>
/// <param name="KeyExchange">The public value; null where a server only names the group it wants.</param>
public sealed record KeyShare(GroupId Group, ReadOnlyMemory<byte>? KeyExchange);
