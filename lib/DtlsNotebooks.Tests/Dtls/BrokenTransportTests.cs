using System.Net;
using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>
/// A transport is an extension point: what somebody else's throws fails one session, and with a name.
/// </summary>
public sealed class BrokenTransportTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_that_fails_to_send_and_to_close_fails_its_own_session_alone(bool blocking)
    {
        DtlsContext context = LessonPki.Client();
        var session = new DtlsSession(context, new BrokenTransport()) { Blocking = blocking };

        DtlsException error = Assert.Throws<DtlsException>(() => session.Connect("localhost"));

        Assert.Equal(DtlsError.InternalError, error.Error);
        Assert.False(session.IsOpen);
        session.Dispose();
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
