using System.Buffers;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// The buffers that sessions and listeners borrow for a moment. The runtime's own pool keeps what a thread gives back for
/// that thread: where each client has a thread, all of it is lost when the client leaves, and what the listener's thread
/// gave it never comes back. This one belongs to no thread, and to nobody else's code.
/// </summary>
internal static class BufferPool
{
    // The largest datagram that UDP carries fits.
    private const int Largest = 64 * 1024;

    // As many as clients that talk at the same moment; beyond that the collector takes what comes back.
    private const int KeptOfEachSize = 256;

    private static readonly ArrayPool<byte> Pool = ArrayPool<byte>.Create(Largest, KeptOfEachSize);

    /// <summary>Borrows a buffer that holds at least so many bytes; what is in it has no meaning.</summary>
    internal static byte[] Rent(int atLeast) => Pool.Rent(atLeast);

    /// <summary>Gives it back; nobody may touch it afterwards.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="clearArray">Whether it held what the next borrower must not see.</param>
    internal static void Return(byte[] buffer, bool clearArray = false) => Pool.Return(buffer, clearArray);
}
