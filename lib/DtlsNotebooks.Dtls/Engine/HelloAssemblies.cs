using System.Net;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// The ClientHellos that come in fragments, of clients whose first fragment has proved the cookie. Nothing is kept of
/// anybody else, and of those little, for a while. Used under a lock of its owner.
/// </summary>
internal sealed class HelloAssemblies(TimeProvider clock)
{
    internal const int Most = 64;
    internal static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly Dictionary<IPEndPoint, HelloAssembly> _byClient = [];

    internal int Count => _byClient.Count;

    internal HelloAssembly? Find(IPEndPoint client, in HelloFragment fragment) =>
        _byClient.TryGetValue(client, out HelloAssembly? assembly) && assembly.Fits(fragment) ? assembly : null;

    /// <summary>Begins with a first fragment, in the place of what this client began before.</summary>
    internal HelloAssembly Begin(IPEndPoint client, in HelloFragment first)
    {
        DropOld();
        var assembly = new HelloAssembly(first, clock.GetTimestamp());
        _byClient[client] = assembly;
        return assembly;
    }

    internal void Remove(IPEndPoint client) => _byClient.Remove(client);

    private void DropOld()
    {
        foreach (
            IPEndPoint client in _byClient
                .Where(entry => clock.GetElapsedTime(entry.Value.Begun) > Lifetime)
                .Select(entry => entry.Key)
                .ToArray()
        )
        {
            _byClient.Remove(client);
        }

        if (_byClient.Count >= Most)
            _byClient.Remove(_byClient.MinBy(entry => entry.Value.Begun).Key);
    }
}
