namespace DtlsNotebooks.Dissection.Words;

/// <summary>Where the fields are specified.</summary>
internal static class Rfc
{
    public const string Record = "RFC 6347, section 4.1";
    public const string Handshake = "RFC 6347, section 4.2.2";
    public const string Cookie = "RFC 6347, section 4.2.1";
    public const string Cid = "RFC 9146, section 4";
    public const string Unified = "RFC 9147, section 4";
    public const string Ack = "RFC 9147, section 7";
    public const string Fragment = "RFC 5246, section 6.2.1";
    public const string BlockCipher = "RFC 5246, section 6.2.3.2";
    public const string Aead = "RFC 5246, section 6.2.3.3";
    public const string ChangeCipherSpec = "RFC 5246, section 7.1";
    public const string Alert = "RFC 5246, section 7.2";
    public const string ApplicationData = "RFC 5246, section 10";
    public const string Heartbeat = "RFC 6520, section 4";
    public const string ClientHello = "RFC 5246, section 7.4.1.2";
    public const string ServerHello = "RFC 5246, section 7.4.1.3";
    public const string Extensions = "RFC 5246, section 7.4.1.4";
    public const string Certificate = "RFC 5246, section 7.4.2";
    public const string ServerKeyExchange = "RFC 5246, section 7.4.3";
    public const string EcParameters = "RFC 8422, section 5.4";
    public const string CertificateRequest = "RFC 5246, section 7.4.4";
    public const string ClientKeyExchange = "RFC 5246, section 7.4.7";
    public const string EcClientPoint = "RFC 8422, section 5.7";
    public const string Psk = "RFC 4279, section 2";
    public const string CertificateVerify = "RFC 5246, section 7.4.8";
    public const string Signature = "RFC 5246, section 4.7";
    public const string Finished = "RFC 5246, section 7.4.9";
    public const string Ticket = "RFC 5077, section 3.3";
    public const string X509 = "RFC 5280, section 4.1";
}
