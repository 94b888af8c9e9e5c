// What a chapter's first cell loads: it builds the helper library where it is missing or not made of these sources.
// Run it twice, run it from two chapters at once: it builds once.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Security.Cryptography;

{
    const string Command = "build ../lib/DtlsNotebooks --nologo --verbosity quiet --disable-build-servers";
    string[] rooms = ["../lib/DtlsNotebooks", "../lib/DtlsNotebooks.Dtls", "../lib/DtlsNotebooks.Plotly"];
    string[] kinds = [".cs", ".csproj", ".css", ".js", ".json"];
    var built = new FileInfo("../lib/bin/built");

    // The build leaves what its sources held. Their dates would mislead: a zip from another time zone is of tomorrow.
    var sources = rooms
        .SelectMany(room => Directory.EnumerateFiles(room, "*", SearchOption.AllDirectories))
        .Where(file => kinds.Contains(Path.GetExtension(file)))
        .Concat(Directory.EnumerateFiles("../lib", "Directory.*.props"))
        .Concat(Directory.EnumerateFiles("../lib", "Directory.*.targets"))
        .Select(file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))))
        .Order(StringComparer.Ordinal);

    if (built.Exists && sources.SequenceEqual(File.ReadAllLines(built.FullName).Order(StringComparer.Ordinal)))
    {
        Console.WriteLine("The library is ready.");
    }
    else
    {
        Console.WriteLine("Building the library. The first time this takes about a minute …");
        Process build;
        try
        {
            build = Process.Start(new ProcessStartInfo("dotnet", Command) { RedirectStandardOutput = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new Exception("The .NET SDK is missing: install .NET 10 from https://dot.net, then restart.");
        }

        var says = build.StandardOutput.ReadToEndAsync();
        if (!build.WaitForExit(300_000))
        {
            build.Kill(true);
            throw new Exception($"The build hangs: run 'dotnet {Command}' in a terminal.");
        }

        if (build.ExitCode == 0)
            Console.WriteLine("Built. If an older one was loaded already, restart the kernel.");
        else if (built.Exists && says.Result.Contains("holds the library open"))
            Console.WriteLine($"Another chapter holds the library open: using that of {built.LastWriteTime:g}.");
        else
            throw new Exception("The library does not build; it needs the .NET 10 SDK. The build says:\n" + says.Result);
    }
}
