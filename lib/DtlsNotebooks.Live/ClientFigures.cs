using System.Net;

namespace DtlsNotebooks.Live;

/// <summary>What a network counted of one client.</summary>
public sealed record ClientFigures
{
    /// <summary>Its number, in the order in which clients came; the first is 1.</summary>
    public required int Number { get; init; }

    /// <summary>Its address and port.</summary>
    public required IPEndPoint Address { get; init; }

    /// <summary>Datagrams that it sent.</summary>
    public required long There { get; init; }

    /// <summary>Datagrams that the server sent to it.</summary>
    public required long Back { get; init; }

    /// <summary>Datagrams of both directions that did not arrive.</summary>
    public required long Lost { get; init; }

    /// <summary>Copies that the network made.</summary>
    public required long Doubled { get; init; }

    /// <summary>What its last datagram says, in a few words.</summary>
    public required string LastMessage { get; init; }
}
