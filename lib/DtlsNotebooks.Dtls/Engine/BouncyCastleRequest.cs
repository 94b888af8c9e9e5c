using DtlsNotebooks.Dtls.Engine.Internals;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// Makes BouncyCastle's <see cref="DtlsRequest"/> of a ClientHello whose cookie was checked here. Its own
/// <c>DtlsVerifier</c>, which alone makes one, reads no ClientHello that comes in fragments.
/// </summary>
internal static class BouncyCastleRequest
{
    /// <param name="recordSequence">The number of the record that completed the hello.</param>
    /// <param name="message">The whole message with its header, as if it had come in one piece.</param>
    /// <returns>Null where it is no ClientHello that BouncyCastle can read.</returns>
    internal static DtlsRequest? Of(long recordSequence, byte[] message)
    {
        try
        {
            const int Header = HelloFragment.MessageHeaderLength;
            var body = new MemoryStream(message, Header, message.Length - Header, writable: false);
            // The second stream would receive what a cookie covers; without one BouncyCastle reads a hello of TLS.
            return RequestParts.New(recordSequence, message, ClientHello.Parse(body, Stream.Null));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The client's random.</summary>
    internal static byte[] RandomOf(DtlsRequest request) =>
        RequestParts.Message(request).AsSpan(HelloFragment.MessageHeaderLength + 2, 32).ToArray();
}
