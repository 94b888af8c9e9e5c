using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace DtlsNotebooks.Tests.Dissection;

internal static class KeyLogLine
{
    public static string Of(TlsContext context, BcTlsCrypto crypto)
    {
        SecurityParameters parameters = context.SecurityParameters;
        byte[] secret = crypto.AdoptSecret(parameters.MasterSecret).Extract();
        return $"CLIENT_RANDOM {Convert.ToHexStringLower(parameters.ClientRandom)} {Convert.ToHexStringLower(secret)}";
    }
}
