using DtlsNotebooks.Dtls.Certificates;

namespace DtlsNotebooks.Benchmarks.Load;

/// <summary>The library's own servers and clients: this program, started anew with an inner command.</summary>
/// <param name="certificates">What they show and trust.</param>
internal sealed class LoadPrograms(LessonCertificates certificates)
{
    /// <summary>The inner command of a server.</summary>
    public const string ServerCommand = "own-server";

    /// <summary>The inner command of a client.</summary>
    public const string ClientCommand = "own-client";

    /// <summary>The servers, one a manner.</summary>
    public IReadOnlyList<LoadProgram> OwnServers =>
        [
            Own("ours, threads", ServerCommand, "threads", certificates.ServerFile, certificates.ServerKeyFile),
            Own("ours, one loop", ServerCommand, "loop", certificates.ServerFile, certificates.ServerKeyFile),
        ];

    /// <summary>The clients.</summary>
    public IReadOnlyList<LoadProgram> OwnClients => [Own("ours, threads", ClientCommand, certificates.AuthorityFile)];

    private static LoadProgram Own(string name, params string[] arguments) =>
        new(name, ["dotnet", typeof(LoadPrograms).Assembly.Location, .. arguments]) { IsOwn = true };
}
