using DtlsNotebooks.Dtls.Engine;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>Records that wait for a buffer with room for them.</summary>
public sealed class RecordStageTests
{
    [Fact]
    public void A_stage_hands_out_whole_records_as_far_as_they_fit()
    {
        var stage = new RecordStage();
        byte[] buffer = new byte[250];
        stage.Put([.. Record(100, 1), .. Record(100, 2), .. Record(237, 3)]);

        Assert.Equal(226, stage.Take(buffer));
        Assert.Equal([1, 2], [buffer[13], buffer[126]]);
        Assert.Equal(0, stage.Take(buffer.AsSpan(0, 249)));
        Assert.False(stage.IsEmpty);
        Assert.Equal(250, stage.Take(buffer));
        Assert.Equal(3, buffer[^1]);
        Assert.True(stage.IsEmpty);
    }

    [Fact]
    public void A_stage_drops_what_no_buffer_has_room_for()
    {
        var stage = new RecordStage();
        byte[] buffer = new byte[16397];
        stage.Put([.. Record(16385, 1), .. Record(10, 2)]);

        Assert.Equal(23, stage.Take(buffer));
        Assert.Equal(2, buffer[13]);
        Assert.True(stage.IsEmpty);
    }

    private static byte[] Record(int length, byte filling) =>
        [
            22,
            254,
            253,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            (byte)(length >> 8),
            (byte)length,
            .. Enumerable.Repeat(filling, length),
        ];
}
