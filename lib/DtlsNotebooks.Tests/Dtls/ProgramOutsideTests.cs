using System.Diagnostics;
using System.Net;
using DtlsNotebooks.Tests.Notebooks;

namespace DtlsNotebooks.Tests.Dtls;

/// <summary>A program that has nothing to do with the notebooks uses the DTLS library alone.</summary>
public sealed class ProgramOutsideTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Ten_lines_talk_to_OpenSSL()
    {
        using var openssl = new OpenSslPeer();
        IPEndPoint server = openssl.StartServer("");
        string program = openssl.PathOf("program.cs");
        string library = Path.Combine(Repository.Root, "lib", "DtlsNotebooks.Dtls");
        await File.WriteAllTextAsync(
            program,
            $"""
            #:project {library}
            #:property PublishAot=false
            #:property NuGetAudit=false
            using System.Net;
            using DtlsNotebooks.Dtls;

            var context = new DtlsContext {"{"} Verifier = CertificateVerifier.Load(args[0]) {"}"};
            using DtlsSession session = DtlsSession.ConnectTo(context, IPEndPoint.Parse(args[1]));
            session.WriteText("ten lines of C#\n");
            Console.Write(session.ReadText());
            session.Shutdown();
            """,
            TestContext.Current.CancellationToken
        );

        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(Bound);
        using Process process = Process.Start(
            new ProcessStartInfo("dotnet", ["run", program, "--", openssl.Files.AuthorityFile, server.ToString()])
            {
                WorkingDirectory = Path.GetDirectoryName(program)!,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(bound.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(bound.Token);
            Task<string?> heard = openssl.LineWith("ten lines", Bound);
            // A program that does not build never says anything.
            await Task.WhenAny(heard, process.WaitForExitAsync(bound.Token));
            Assert.False(process.HasExited, process.HasExited ? await output + await error : "");
            Assert.Equal("ten lines of C#", await heard);
            await openssl.WriteLine("OpenSSL answers");
            await process.WaitForExitAsync(bound.Token);

            Assert.Equal(("OpenSSL answers", "", 0), ((await output).TrimEnd(), await error, process.ExitCode));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
