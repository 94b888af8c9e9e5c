using DtlsNotebooks.Proxy;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Tests.Dissection;

/// <summary>How a handshake is to be made.</summary>
internal sealed record HandshakeScenario(string Name, int Suite)
{
    public bool Rsa { get; init; }

    public bool Mutual { get; init; }

    public bool Cookie { get; init; } = true;

    public bool Coalesce { get; init; }

    public int SendLimit { get; init; } = 1400;

    public bool Psk { get; init; }

    public bool MacThenEncrypt { get; init; }

    public bool ConnectionId { get; init; }

    public ProtocolVersion Version { get; init; } = ProtocolVersion.DTLSv12;

    /// <summary>Long enough that nothing is sent again where nothing is lost.</summary>
    public int ResendMilliseconds { get; init; } = 20_000;

    /// <summary>Which datagrams of each direction, from 0, are lost.</summary>
    public Func<Direction, int, bool> Drops { get; init; } = (_, _) => false;

    /// <summary>Makes a second handshake from the same port that resumes the first one's session.</summary>
    public bool Resume { get; init; }
}
