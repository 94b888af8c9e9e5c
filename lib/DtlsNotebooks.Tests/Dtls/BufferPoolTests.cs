using DtlsNotebooks.Dtls.Engine;

namespace DtlsNotebooks.Tests.Dtls;

[Collection(AloneInTheProcess.Name)]
public sealed class BufferPoolTests
{
    [Fact]
    public void What_a_thread_gave_back_that_has_ended_is_lent_again()
    {
        byte[] lent = [];
        var thread = new Thread(() =>
        {
            lent = BufferPool.Rent(20_000);
            BufferPool.Return(lent);
        });
        thread.Start();
        thread.Join();

        byte[] again = BufferPool.Rent(20_000);

        Assert.Same(lent, again);
        BufferPool.Return(again);
    }

    [Fact]
    public void Nobody_sees_what_was_cleared()
    {
        byte[] secret = BufferPool.Rent(20_000);
        secret.AsSpan().Fill(0xAA);
        BufferPool.Return(secret, clearArray: true);

        byte[] next = BufferPool.Rent(20_000);

        Assert.Same(secret, next);
        Assert.False(next.AsSpan().ContainsAnyExcept((byte)0));
        BufferPool.Return(next);
    }
}
