using System.Reflection;
using System.Runtime.Loader;
using System.Security.Cryptography;

namespace DtlsNotebooks.Runner.Doctor;

/// <summary>Whether the library that the notebooks load is built from the sources that are there, and loadable.</summary>
internal static class LibraryCheck
{
    private const string Subject = "Library";
    private const string Name = "DtlsNotebooks";
    private static readonly string[] Kinds = [".cs", ".csproj", ".css", ".js", ".json"];
    private const string Build = "Build it with: dotnet build lib/" + Name;

    /// <summary>Looks at the built library.</summary>
    public static Finding Look(Machine machine)
    {
        string file = Path.Combine(machine.Repository, "lib", "bin", Name + ".dll");
        if (!File.Exists(file))
        {
            return Finding.ToDo(
                Subject,
                $"It is not built yet. The first cell of a notebook builds it; or do it now. {Build}"
            );
        }

        if (Problem(file) is { } problem)
        {
            return Finding.ToDo(Subject, $"It cannot be loaded: {problem} {Build}");
        }

        return IsOfTheseSources(machine)
            ? Finding.Fine(Subject, "It is built from these sources, and can be loaded.")
            : Finding.ToDo(
                Subject,
                $"Its sources have changed since it was built. The first cell of a notebook builds it; or do it now. {Build}"
            );
    }

    /// <summary>The build leaves what its sources held. Dates would mislead: clocks differ, and a zip keeps old ones.</summary>
    private static bool IsOfTheseSources(Machine machine)
    {
        var lib = new DirectoryInfo(Path.Combine(machine.Repository, "lib"));
        string mark = Path.Combine(lib.FullName, "bin", "built");
        if (!File.Exists(mark))
            return false;
        IEnumerable<FileInfo> files = new[] { Name, Name + ".Dtls", Name + ".Plotly" }
            .Select(room => new DirectoryInfo(Path.Combine(lib.FullName, room)))
            .Where(room => room.Exists)
            .SelectMany(room => room.EnumerateFiles("*", SearchOption.AllDirectories))
            .Where(file => Kinds.Contains(file.Extension))
            .Concat(lib.EnumerateFiles("Directory.*.props"))
            .Concat(lib.EnumerateFiles("Directory.*.targets"));
        return files
            .Select(file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file.FullName))))
            .Order(StringComparer.Ordinal)
            .SequenceEqual(File.ReadAllLines(mark).Order(StringComparer.Ordinal), StringComparer.OrdinalIgnoreCase);
    }

    private static string? Problem(string file)
    {
        // From memory and in a context of its own, so that the file stays free for the next build.
        var context = new AssemblyLoadContext("doctor", isCollectible: true);
        context.Resolving += (own, wanted) => Beside(own, file, wanted);
        try
        {
            using var bytes = new MemoryStream(File.ReadAllBytes(file));
            return context.LoadFromStream(bytes).GetTypes().Length == 0 ? "it holds nothing." : null;
        }
        catch (Exception e)
            when (e
                    is BadImageFormatException
                        or IOException
                        or ReflectionTypeLoadException
                        or TypeLoadException
                        or UnauthorizedAccessException
            )
        {
            return e.Message.ReplaceLineEndings(" ");
        }
        finally
        {
            context.Unload();
        }
    }

    private static Assembly? Beside(AssemblyLoadContext context, string file, AssemblyName wanted)
    {
        string dependency = Path.Combine(Path.GetDirectoryName(file)!, wanted.Name + ".dll");
        if (!File.Exists(dependency))
        {
            return null;
        }

        using var bytes = new MemoryStream(File.ReadAllBytes(dependency));
        return context.LoadFromStream(bytes);
    }
}
