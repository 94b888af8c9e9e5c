using DtlsNotebooks.Dtls.Certificates;

namespace DtlsNotebooks.Benchmarks.Load;

/// <summary>The library's own servers and clients: this program, started anew with an inner command.</summary>
/// <param name="certificates">What they show and trust.</param>
/// <param name="before">
/// The benchmarks' assembly of an earlier build, to measure beside this one; null for none.
/// </param>
internal sealed class LoadPrograms(LessonCertificates certificates, string? before)
{
    /// <summary>The inner command of a server.</summary>
    public const string ServerCommand = "own-server";

    /// <summary>The inner command of a client.</summary>
    public const string ClientCommand = "own-client";

    /// <summary>The servers, one a manner.</summary>
    public IReadOnlyList<LoadProgram> OwnServers =>
        [
            .. Manners.Select(m => Own(m.Name, Today, [ServerCommand, m.Manner, .. ServerFiles])),
            .. Earlier(m => Own(m.Name + Before, before!, [ServerCommand, m.Manner, .. ServerFiles])),
            Own(Plain, Today, [ServerCommand, "plain", .. ServerFiles]),
        ];

    /// <summary>The servers of one loop: today's, and that of the earlier build.</summary>
    public IEnumerable<LoadProgram> OwnLoops =>
        OwnServers.Where(server => server.Name is LoopName or $"{LoopName}{Before}");

    /// <summary>The clients, one a manner.</summary>
    public IReadOnlyList<LoadProgram> OwnClients =>
        [
            .. Manners.Select(m => Own(m.Name, Today, ClientCommand, m.Manner, certificates.AuthorityFile)),
            // The first builds had this manner alone, and took no word for it.
            .. Earlier(m => Own(m.Name + Before, before!, ClientCommand, certificates.AuthorityFile)).Take(1),
            Own(Plain, Today, ClientCommand, "plain", certificates.AuthorityFile),
        ];

    /// <summary>The manner in which a client is started that no manner is named for.</summary>
    internal const string FirstManner = "threads";

    private const string LoopName = "ours, one loop";
    private const string Before = ", before";
    private const string Plain = "BouncyCastle alone";

    private static readonly (string Name, string Manner)[] Manners =
    [
        ("ours, threads", FirstManner),
        (LoopName, "loop"),
        ("ours, async", "async"),
    ];

    private static string Today => typeof(LoadPrograms).Assembly.Location;

    private string[] ServerFiles => [certificates.ServerFile, certificates.ServerKeyFile];

    private IEnumerable<LoadProgram> Earlier(Func<(string Name, string Manner), LoadProgram> make) =>
        before is null ? [] : Manners.Where(m => m.Manner != "async").Select(make);

    private static LoadProgram Own(string name, string assembly, params string[] arguments) =>
        new(name, ["dotnet", assembly, .. arguments]) { IsOwn = true };
}
