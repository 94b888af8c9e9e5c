using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>Sends nothing, for a verifier that is asked for its verdict alone.</summary>
internal sealed class SilentSender : DatagramSender
{
    internal static readonly SilentSender Instance = new();

    public int GetSendLimit() => SessionTransport.LargestDatagram;

    public void Send(byte[] buf, int off, int len) { }

    public void Send(ReadOnlySpan<byte> buffer) { }
}
