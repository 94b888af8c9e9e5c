using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace DtlsNotebooks.Runner.Execution;

/// <summary>Looks at a process and at what it started.</summary>
internal static class ProcessTree
{
    /// <summary>The memory that they hold, in bytes; 0 when they have ended.</summary>
    /// <param name="root">The id of the process. On other systems than Linux it is looked at alone.</param>
    public static long MemoryOf(int root)
    {
        if (!OperatingSystem.IsLinux())
            return MemoryOfOne(root);
        ILookup<int, int> children = Links();
        var found = new HashSet<int> { root };
        var open = new Queue<int>(found);
        while (open.TryDequeue(out int parent))
        {
            foreach (int child in children[parent].Where(found.Add))
                open.Enqueue(child);
        }

        return found.Sum(MemoryOfOne);
    }

    /// <summary>The memory that one process holds, in bytes; 0 when it has ended.</summary>
    /// <param name="id">The id of the process.</param>
    public static long MemoryOfOne(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.WorkingSet64;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return 0;
        }
    }

    private static ILookup<int, int> Links()
    {
        var links = new List<(int Child, int Parent)>();
        try
        {
            links.AddRange(Parents());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A process ended while it was looked at. What was seen before it counts, until the next look.
        }

        return links.ToLookup(link => link.Parent, link => link.Child);
    }

    private static IEnumerable<(int Child, int Parent)> Parents()
    {
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (
                int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int child)
                && ParentOf(Path.Combine(folder, "stat")) is { } parent
            )
            {
                yield return (child, parent);
            }
        }
    }

    private static int? ParentOf(string file)
    {
        try
        {
            // Behind the name, which stands in brackets and may hold anything: the state, then the parent.
            string line = File.ReadAllText(file);
            string[] fields = line[(line.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return int.Parse(fields[1], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }
}
