namespace DtlsNotebooks.Runner.Doctor;

/// <summary>Whether keys and certificates can be written where the chapters make them.</summary>
internal static class CertificatesCheck
{
    private const string Subject = "Certificates";

    /// <summary>Writes a file into the folder and deletes it again.</summary>
    public static Finding Look(Machine machine)
    {
        string folder = Path.Combine(machine.Repository, "certs");
        string probe = Path.Combine(folder, $"doctor-{Guid.NewGuid():N}.tmp");
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return Finding.Fine(Subject, "The folder certs can be written.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Finding.ToDo(
                Subject,
                $"The folder certs cannot be written: {e.Message} Keep the repository in a folder of your own, and "
                    + "not in a read-only one."
            );
        }
    }
}
