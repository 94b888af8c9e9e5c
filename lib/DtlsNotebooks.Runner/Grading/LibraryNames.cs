using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace DtlsNotebooks.Runner.Grading;

/// <summary>The names of the public types of the course's library. Who declares one again may be deceiving a check.</summary>
internal static class LibraryNames
{
    /// <summary>Reads them from what the notebooks load.</summary>
    /// <param name="folder">The folder of the built library.</param>
    public static IReadOnlySet<string> In(string folder)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (!Directory.Exists(folder))
            return names;
        foreach (string file in Directory.EnumerateFiles(folder, "DtlsNotebooks*.dll"))
        {
            using FileStream stream = File.OpenRead(file);
            using var image = new PEReader(stream);
            MetadataReader metadata = image.GetMetadataReader();
            foreach (TypeDefinitionHandle handle in metadata.TypeDefinitions)
            {
                TypeDefinition type = metadata.GetTypeDefinition(handle);
                if ((type.Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public)
                    names.Add(metadata.GetString(type.Name).Split('`')[0]);
            }
        }

        return names;
    }
}
