using System.Net;
using System.Net.Sockets;
using DtlsNotebooks.Lessons;

namespace DtlsNotebooks.Tests.Lessons;

/// <summary>What is set and read back is what the system itself holds.</summary>
public sealed class PortSharingTests
{
    private static string NotShared => OperatingSystem.IsWindows() ? "" : ", SO_REUSEPORT off";

    [Fact]
    public void A_new_socket_shares_nothing()
    {
        using Socket socket = New();
        Assert.Equal($"SO_REUSEADDR off{NotShared}", PortSharing.Describe(socket));
    }

    [Fact]
    public void One_option_is_set_alone()
    {
        using Socket socket = New();
        PortSharing.SetReuseAddressAlone(socket);
        Assert.Equal($"SO_REUSEADDR on{NotShared}", PortSharing.Describe(socket));
    }

    [Fact]
    public void The_frameworks_own_option_sets_both_where_there_are_both()
    {
        using Socket socket = New();
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        string both = OperatingSystem.IsWindows() ? "" : ", SO_REUSEPORT on";
        Assert.Equal($"SO_REUSEADDR on{both}", PortSharing.Describe(socket));
    }

    [Fact]
    public void On_Linux_two_that_set_it_alone_can_bind_one_port_and_a_third_without_it_cannot()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems differ.");
        using Socket first = New(),
            second = New(),
            third = New();
        PortSharing.SetReuseAddressAlone(first);
        PortSharing.SetReuseAddressAlone(second);
        first.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        second.Bind(first.LocalEndPoint!);

        Assert.Throws<SocketException>(() => third.Bind(first.LocalEndPoint!));
    }

    private static Socket New() => new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
}
