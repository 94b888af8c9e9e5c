using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// Ends BouncyCastle's receive at once where no datagram is left. A return value would not: it asks again and again
/// until its millisecond has passed. A bad MAC is the one alert that a receive may be told to take for nothing.
/// </summary>
internal sealed class NothingThereException() : TlsFatalAlert(Org.BouncyCastle.Tls.AlertDescription.bad_record_mac);
