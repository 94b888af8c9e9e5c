namespace DtlsNotebooks.Proxy.Relaying;

/// <summary>
/// Keeps the payloads of many datagrams side by side in a few blocks. An array for each would be copied by the garbage
/// collector from generation to generation, which with large datagrams took half of the proxy's rate. What was given out
/// of a block is never written again; the block is freed when nobody holds a payload of it any more. Not safe to use from
/// several threads at once.
/// </summary>
internal sealed class PayloadStore
{
    // A proxy that sees a few datagrams, as most do, takes little.
    private const int SmallestBlock = 4 * 1024;

    // Above 85,000 bytes an array is born where the collector moves nothing.
    private const int LargestBlock = 128 * 1024;

    // What is larger than this share of a block gets an array of its own, so that little of a block is left empty.
    private const int LargestShare = 8;

    private byte[] _block = [];
    private int _used;

    /// <summary>Copies a payload.</summary>
    /// <param name="payload">The bytes; they may change afterwards.</param>
    /// <returns>The copy, which does not change.</returns>
    public ReadOnlyMemory<byte> Keep(ReadOnlySpan<byte> payload)
    {
        if (payload.Length > LargestBlock / LargestShare)
            return payload.ToArray();
        if (payload.Length > _block.Length - _used)
        {
            int size = Math.Clamp(_block.Length * 2, SmallestBlock, LargestBlock);
            // Nobody sees what is not written.
            _block = GC.AllocateUninitializedArray<byte>(Math.Max(size, payload.Length));
            _used = 0;
        }

        Memory<byte> copy = _block.AsMemory(_used, payload.Length);
        payload.CopyTo(copy.Span);
        _used += payload.Length;
        return copy;
    }
}
