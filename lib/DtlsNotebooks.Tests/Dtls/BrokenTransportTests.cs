using System.Net;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Engine;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>
/// A transport is an extension point: what somebody else's throws must not end the process from a handshake's own
/// thread.
/// </summary>
public sealed class BrokenTransportTests
{
    [Fact]
    public void One_that_fails_to_send_and_to_close_fails_its_own_session_alone()
    {
        DtlsContext context = LessonPki.Client();
        var session = new DtlsSession(context, new BrokenTransport()) { Blocking = false };

        DtlsException error = Assert.Throws<DtlsException>(() => session.Connect("localhost"));

        Assert.Equal(DtlsError.InternalError, error.Error);
        Assert.False(session.IsOpen);
        session.Dispose();
    }

    /// <summary>
    /// Where BouncyCastle has not closed it before: without care this ends the process that runs the tests.
    /// </summary>
    [Fact]
    public void One_that_fails_to_close_leaves_the_handshakes_own_failure_to_the_caller()
    {
        var fiber = new HandshakeFiber(new BrokenTransport(), () => throw new IOException("the handshake failed"));

        Assert.Equal("the handshake failed", Assert.Throws<IOException>(fiber.Resume).Message);
        fiber.End();
    }

    private sealed class BrokenTransport() : SessionTransport(LargestDatagram)
    {
        public override IPEndPoint Peer { get; } = new(IPAddress.Loopback, 9);

        public override IPEndPoint? LastSender => null;

        public override void SetPeer(IPEndPoint client) { }

        protected override void SendDatagram(ReadOnlySpan<byte> datagram) =>
            throw new InvalidOperationException("broken");

        protected override int ReceiveDatagram(Span<byte> buffer, TimeSpan wait) =>
            throw new InvalidOperationException("broken");

        protected override void CloseChannel() => throw new InvalidOperationException("broken too");
    }
}
