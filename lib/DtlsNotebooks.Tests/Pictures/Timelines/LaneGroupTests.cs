using DtlsNotebooks.Pictures.Timelines;

namespace DtlsNotebooks.Tests.Pictures.Timelines;

public sealed class LaneGroupTests
{
    [Fact]
    public void In_order_of_service_who_ended_first_stands_first_and_is_number_one()
    {
        var group = new LaneGroup { Title = "g", Lanes = [Ending("a", 30), Ending("b", 10), Ending("c", 20)] };

        LaneGroup ordered = group.InOrderOfService("client");

        Assert.Equal(["client 1", "client 2", "client 3"], ordered.Lanes.Select(lane => lane.Name));
        Assert.Equal([10, 20, 30], ordered.Lanes.Select(lane => lane.End.TotalMilliseconds));
        Assert.Equal("g", ordered.Title);
    }

    private static Lane Ending(string name, int at) =>
        new() { Name = name, Spans = [new LaneSpan(LaneKind.Echo, TimeSpan.Zero, TimeSpan.FromMilliseconds(at))] };
}
