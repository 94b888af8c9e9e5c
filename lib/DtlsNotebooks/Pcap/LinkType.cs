namespace DtlsNotebooks.Pcap;

/// <summary>What the packets of an interface begin with (the LINKTYPE_ numbers of tcpdump.org).</summary>
public enum LinkType
{
    /// <summary>LINKTYPE_ETHERNET: an Ethernet header.</summary>
    Ethernet = 1,

    /// <summary>LINKTYPE_RAW: an IPv4 or IPv6 header, told apart by its version field.</summary>
    Raw = 101,
}
