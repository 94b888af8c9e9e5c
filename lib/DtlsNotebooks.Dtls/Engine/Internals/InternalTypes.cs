namespace DtlsNotebooks.Dtls.Engine.Internals;

/// <summary>The types of BouncyCastle that it keeps to itself and that this room reaches, by name.</summary>
/// <remarks>
/// The assembly's name is whole: a host that loads by name, such as a notebook's kernel, takes a shorter one for that of
/// another assembly and loads BouncyCastle twice.
/// </remarks>
internal static class InternalTypes
{
    private const string Assembly =
        ", BouncyCastle.Cryptography, Version=2.0.0.0, Culture=neutral, PublicKeyToken=072edcf4a5328938";
    private const string Tls = "Org.BouncyCastle.Tls.";

    internal const string Context = Tls + "AbstractTlsContext" + Assembly;
    internal const string ServerContext = Tls + "TlsServerContextImpl" + Assembly;
    internal const string ClientContext = Tls + "TlsClientContextImpl" + Assembly;
    internal const string RecordLayer = Tls + "DtlsRecordLayer" + Assembly;
    internal const string Epoch = Tls + "DtlsEpoch" + Assembly;
    internal const string Retransmit = Tls + "DtlsHandshakeRetransmit" + Assembly;
    internal const string Transcript = Tls + "DeferredHash" + Assembly;
    internal const string ServerState = Tls + "DtlsServerProtocol+ServerHandshakeState" + Assembly;
    internal const string ClientState = Tls + "DtlsClientProtocol+ClientHandshakeState" + Assembly;
}
