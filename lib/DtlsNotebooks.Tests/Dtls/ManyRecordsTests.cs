using DtlsNotebooks.Dtls;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>Many records in a row, on a session that does not wait.</summary>
public sealed class ManyRecordsTests
{
    [Fact]
    public void A_nonblocking_session_loses_none_of_many_records()
    {
        using var pair = new NonblockingPair(LessonPki.Client(), LessonPki.Server());
        byte[] buffer = new byte[100];
        pair.Handshake();
        for (int i = 0; i < 300; i++)
        {
            Assert.Equal(DtlsStatus.Done, pair.Client.Write(BitConverter.GetBytes(i)));
            Assert.Equal((DtlsStatus.Done, 4), (pair.Server.Read(buffer, out int count), count));
            Assert.Equal(i, BitConverter.ToInt32(buffer));
        }
    }
}
