using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>Sessions whose calls never wait, without a network's faults.</summary>
public sealed class NonblockingTests
{
    [Fact]
    public void Both_ends_in_one_thread_make_a_handshake_and_talk()
    {
        using var pair = new NonblockingPair(LessonPki.Client(), LessonPki.Server());
        byte[] buffer = new byte[100];
        Assert.Equal(DtlsStatus.WantRead, pair.Server.Accept());
        Assert.Null(pair.Server.CurrentTimeout);

        pair.Handshake();

        Assert.Equal(DtlsStatus.WantRead, pair.Server.Read(buffer, out int count));
        Assert.Equal(0, count);
        Assert.Equal(DtlsStatus.Done, pair.Client.Write("over"u8));
        Assert.Equal((DtlsStatus.Done, 4), (pair.Server.Read(buffer, out count), count));
        Assert.Equal(DtlsStatus.Done, pair.Server.WriteText("and back"));
        Assert.Equal("and back", pair.Client.ReadText());
        Assert.Equal(DtlsStatus.WantRead, pair.Client.Read(buffer, out _));
        Assert.Null(pair.Client.CurrentTimeout);
        Assert.Contains("GCM", pair.Client.Facts!.CipherSuite);
    }
}
