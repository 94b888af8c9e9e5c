using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls;

/// <summary>
/// The NSS key log: one line a session, with which Wireshark opens everything that the session sent.
/// Who gives the line away gives the session away.
/// </summary>
public static class KeyLog
{
    /// <summary>
    /// The line of a session, such as "CLIENT_RANDOM 52.. 07..": the client's random and the master secret, in
    /// hexadecimal.
    /// </summary>
    /// <param name="context">
    /// The context of BouncyCastle's server or client; call this in <c>NotifyHandshakeComplete</c>, since the secret
    /// is cleared after it.
    /// </param>
    public static string Line(TlsContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        SecurityParameters parameters = context.SecurityParameters;
        // A copy, because Extract destroys what it extracts from, and with it the session's resumption.
        byte[] masterSecret = context.Crypto.AdoptSecret(parameters.MasterSecret).Extract();
        try
        {
            return $"CLIENT_RANDOM {Convert.ToHexStringLower(parameters.ClientRandom)} "
                + $"{Convert.ToHexStringLower(masterSecret)}";
        }
        finally
        {
            Array.Clear(masterSecret);
        }
    }
}
