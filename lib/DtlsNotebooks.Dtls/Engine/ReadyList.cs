namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// The connections that have something to do, each once. One that has not read all its datagrams stays. Used by one
/// thread at a time.
/// </summary>
internal sealed class ReadyList
{
    private readonly List<Connection> _connections = [];

    /// <summary>Somebody has left datagrams of the last round unread.</summary>
    internal bool HasUnread => _connections.Exists(connection => connection.Transport.HasDatagrams);

    internal DtlsSession[] Sessions => [.. _connections.Select(connection => connection.Session)];

    internal void Add(Connection connection)
    {
        if (!connection.IsListed)
        {
            connection.IsListed = true;
            _connections.Add(connection);
        }
    }

    /// <summary>Begins a new round, with those that have datagrams left.</summary>
    internal void Begin()
    {
        foreach (Connection connection in _connections)
        {
            connection.IsListed = connection.Transport.HasDatagrams;
        }

        _connections.RemoveAll(connection => !connection.IsListed);
    }
}
