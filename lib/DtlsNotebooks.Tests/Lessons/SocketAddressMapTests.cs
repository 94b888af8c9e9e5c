using System.Net;
using DtlsNotebooks.Lessons;
using DtlsNotebooks.Pictures.ByteMaps;

namespace DtlsNotebooks.Tests.Lessons;

public sealed class SocketAddressMapTests
{
    [Fact]
    public void Port_and_address_lie_in_network_byte_order_and_every_byte_is_named()
    {
        ByteMap map = SocketAddressMap.Of(IPEndPoint.Parse("192.0.2.7:11111"));

        Assert.Equal("2B67C0000207", Convert.ToHexString(map.Bytes.Span[2..8]));
        Assert.Equal(16, map.Fields.Sum(field => field.Length));
        Assert.Equal(map.Fields.Select(field => field.Offset).Order(), map.Fields.Select(field => field.Offset));
        Assert.Contains("11111 (0x2B67)", map.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_family_has_another_structure() =>
        Assert.Throws<ArgumentException>(() => SocketAddressMap.Of(IPEndPoint.Parse("[::1]:1")));
}
