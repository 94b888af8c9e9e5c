using System.Reflection;
using System.Runtime.Loader;

namespace DtlsNotebooks.Runner.Doctor;

/// <summary>Whether the library that the notebooks load is built, newer than its sources, and loadable.</summary>
internal static class LibraryCheck
{
    private const string Subject = "Library";
    private const string Name = "DtlsNotebooks";
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

        return File.GetLastWriteTimeUtc(file) < NewestSource(machine)
            ? Finding.ToDo(
                Subject,
                $"It is older than its sources. The first cell of a notebook builds it; or do it now. {Build}"
            )
            : Finding.Fine(Subject, "It is built, newer than its sources, and can be loaded.");
    }

    private static DateTime NewestSource(Machine machine)
    {
        IEnumerable<DirectoryInfo> rooms = new[] { Name, Name + ".Dtls", Name + ".Plotly" }
            .Select(room => new DirectoryInfo(Path.Combine(machine.Repository, "lib", room)))
            .Where(room => room.Exists);
        return rooms
            .SelectMany(room => room.EnumerateFiles("*.cs", SearchOption.AllDirectories))
            .Select(source => source.LastWriteTimeUtc)
            .DefaultIfEmpty(DateTime.MinValue)
            .Max();
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
