using DtlsNotebooks.Benchmarks.Growth;
using DtlsNotebooks.Benchmarks.Own;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Lessons;

namespace DtlsNotebooks.Tests.Benchmarks;

/// <summary>The sessions with which growth is measured: they stay, and all that talk are answered.</summary>
public sealed class TalkingCrowdTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dtls-crowd-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_grows_and_whoever_talks_is_answered()
    {
        var certificates = LessonCertificates.EnsureIn(_folder, KeyKind.EcdsaP256);
        using var server = new EchoServer(DtlsContext.ForServer(certificates) with { CipherSuites = Suite.Measured });
        using var crowd = new TalkingCrowd(
            DtlsContext.ForClient(certificates) with
            {
                CipherSuites = Suite.Measured,
            },
            server.LocalEndPoint
        );

        crowd.GrowTo(2);
        crowd.GrowTo(5);

        // With no time to talk everybody asks once: what is under way is still waited for.
        Assert.Equal(5, crowd.Count);
        Assert.Equal(5, crowd.Talk(5, TimeSpan.Zero));
        Assert.Equal(2, crowd.Talk(2, TimeSpan.Zero));
        Assert.Equal(0, crowd.Unanswered);
    }
}
