using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// The file of a saved session: a line that says what it is, one byte with the version of the format, the fields in the
/// order below with their lengths (as .NET's BinaryWriter writes them), and the SHA-256 of all that.
/// </summary>
internal static class SavedSessionFile
{
    private const byte FormatVersion = 1;
    private const int LongestFile = 1 << 20;
    private const int MostItems = 64;

    private static readonly byte[] FirstLine = "DTLS Notebooks saved session: keep it secret\n"u8.ToArray();
    private static readonly DtlsCrypto Crypto = new();

    internal static byte[] Encode(SavedSession session)
    {
        // Large enough for what is written, so that growing leaves no copy of the secret behind.
        byte[] room = new byte[LongestFile];
        try
        {
            var stream = new MemoryStream(room);
            using var writer = new BinaryWriter(stream, Encoding.UTF8);
            writer.Write(FirstLine);
            writer.Write(FormatVersion);
            WriteFields(writer, session);
            writer.Flush();
            writer.Write(SHA256.HashData(room.AsSpan(0, (int)stream.Position)));
            return room[..(int)stream.Position];
        }
        finally
        {
            CryptographicOperations.ZeroMemory(room);
        }
    }

    /// <exception cref="SavedSessionException">The file cannot be used.</exception>
    internal static SavedSession Read(string path)
    {
        byte[] bytes = ReadBytes(path);
        try
        {
            return Decode(bytes, path);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <exception cref="SavedSessionException">The bytes cannot be used.</exception>
    internal static SavedSession Decode(byte[] bytes, string path)
    {
        if (!bytes.AsSpan().StartsWith(FirstLine) || bytes.Length < FirstLine.Length + 1 + SHA256.HashSizeInBytes)
        {
            throw Unusable(path, "holds no saved session");
        }

        int end = bytes.Length - SHA256.HashSizeInBytes;
        if (!SHA256.HashData(bytes.AsSpan(0, end)).AsSpan().SequenceEqual(bytes.AsSpan(end)))
        {
            throw Unusable(path, "was changed or cut short");
        }

        if (bytes[FirstLine.Length] != FormatVersion)
        {
            throw Unusable(path, "was written by another version of this library");
        }

        try
        {
            using var reader = new BinaryReader(
                new MemoryStream(bytes, FirstLine.Length + 1, end - FirstLine.Length - 1),
                Encoding.UTF8
            );
            return ReadFields(reader);
        }
        catch (Exception e)
            when (e
                    is IOException
                        or InvalidDataException
                        or FormatException
                        or ArgumentException
                        or CryptographicException
                        or InvalidOperationException
            )
        {
            throw Unusable(path, "holds no saved session that makes sense", e);
        }
    }

    private static void WriteFields(BinaryWriter writer, SavedSession session)
    {
        StoredSession stored = session.Stored;
        writer.Write(session.Created.ToUnixTimeMilliseconds());
        writer.Write(session.Expires.ToUnixTimeMilliseconds());
        writer.Write(session.HostName);
        writer.Write((ushort)stored.CipherSuite);
        WriteBytes(writer, stored.Id);
        object written =
            stored.UseSecret(secret =>
            {
                WriteBytes(writer, secret);
                return writer;
            }) ?? throw new ObjectDisposedException(nameof(SavedSession));
        WriteChain(writer, stored.Own);
        WriteChain(writer, stored.Peer);
        writer.Write((ushort)stored.ServerExtensions.Count);
        foreach ((int type, byte[] data) in stored.ServerExtensions)
        {
            writer.Write((ushort)type);
            WriteBytes(writer, data);
        }
    }

    private static SavedSession ReadFields(BinaryReader reader)
    {
        var created = DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64());
        var expires = DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64());
        string hostName = reader.ReadString();
        int suite = reader.ReadUInt16();
        byte[] id = ReadBytes(reader);
        byte[] secret = ReadBytes(reader);
        StoredSession? unfinished = null;
        try
        {
            Require(
                id.Length is > 0 and <= StoredSession.LongestId
                    && secret.Length == StoredSession.MasterSecretLength
                    && hostName.Length > 0
                    && expires <= created + SavedSession.LongestLifetime
            );
            // All is read before the secret is copied, so that a copy is made only of what makes sense.
            Certificate? own = ReadChain(reader);
            Certificate? peer = ReadChain(reader);
            Dictionary<int, byte[]> extensions = ReadExtensions(reader);
            var stored = new StoredSession(id, secret)
            {
                CipherSuite = suite,
                Own = own,
                Peer = peer,
                ServerExtensions = extensions,
                ServerName = hostName,
            };
            unfinished = stored;
            Require(reader.BaseStream.Position == reader.BaseStream.Length);
            var session = new SavedSession(stored, hostName, created, expires);
            unfinished = null;
            return session;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
            unfinished?.Dispose();
        }
    }

    private static void WriteChain(BinaryWriter writer, Certificate? chain)
    {
        TlsCertificate[] certificates = chain?.GetCertificateList() ?? [];
        writer.Write((ushort)certificates.Length);
        foreach (TlsCertificate certificate in certificates)
        {
            WriteBytes(writer, certificate.GetEncoded());
        }
    }

    private static Certificate? ReadChain(BinaryReader reader)
    {
        var certificates = new TlsCertificate[ReadCount(reader)];
        for (int i = 0; i < certificates.Length; i++)
        {
            certificates[i] = Crypto.CreateCertificate(ReadBytes(reader));
        }

        return certificates.Length == 0 ? null : new Certificate(certificates);
    }

    private static Dictionary<int, byte[]> ReadExtensions(BinaryReader reader)
    {
        var extensions = new Dictionary<int, byte[]>();
        for (int count = ReadCount(reader); count > 0; count--)
        {
            extensions.Add(reader.ReadUInt16(), ReadBytes(reader));
        }

        return extensions;
    }

    private static void WriteBytes(BinaryWriter writer, byte[] bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    private static byte[] ReadBytes(BinaryReader reader)
    {
        int length = reader.ReadInt32();
        Require(length >= 0 && length <= reader.BaseStream.Length - reader.BaseStream.Position);
        return reader.ReadBytes(length);
    }

    private static int ReadCount(BinaryReader reader)
    {
        int count = reader.ReadUInt16();
        Require(count <= MostItems);
        return count;
    }

    private static void Require(bool makesSense)
    {
        if (!makesSense)
        {
            throw new InvalidDataException("A field is out of its range.");
        }
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                throw new SavedSessionException(
                    $"There is no saved session at {path}: connect without one and save that session."
                );
            }

            return new FileInfo(path).Length <= LongestFile
                ? File.ReadAllBytes(path)
                : throw Unusable(path, "is far too large for a saved session");
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException and not SavedSessionException)
        {
            throw Unusable(path, $"cannot be read ({e.Message.TrimEnd('.')})", e);
        }
    }

    private static SavedSessionException Unusable(string path, string why, Exception? cause = null)
    {
        string message = $"The file {path} {why}: connect without it and save that session.";
        return cause is null ? new SavedSessionException(message) : new SavedSessionException(message, cause);
    }
}
