using DtlsNotebooks.Dtls.Engine;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls;

/// <summary>A DTLS session failed: what is wrong, which side found it, and what to check.</summary>
public sealed class DtlsException : IOException
{
    /// <summary>Makes one.</summary>
    /// <param name="error">What is wrong.</param>
    /// <param name="foundBy">Which side found it.</param>
    /// <param name="explanation">A sentence without its full stop, such as "the certificate ran out on Monday".</param>
    /// <param name="alert">The alert that tells the other side, where one does.</param>
    /// <param name="innerException">What led to it.</param>
    public DtlsException(
        DtlsError error,
        DtlsSide foundBy,
        string explanation,
        DtlsAlert? alert = null,
        Exception? innerException = null
    )
        : base($"{DtlsErrorText.Name(error, alert)}: {explanation}. {DtlsErrorText.WhatToCheck(error)}", innerException)
    {
        Error = error;
        FoundBy = foundBy;
        Alert = alert;
    }

    /// <summary>What is wrong.</summary>
    public DtlsError Error { get; }

    /// <summary>Which side found it: this one, or the peer, which then sent an alert.</summary>
    public DtlsSide FoundBy { get; }

    /// <summary>
    /// The alert that was sent or received (RFC 5246, section 7.2); null where none was. A peer may send a number that
    /// has no name.
    /// </summary>
    public DtlsAlert? Alert { get; }

    /// <summary>
    /// The name of that alert as the registry writes it, such as "certificate_expired", or "alert 200" where it has
    /// none; null where there was no alert.
    /// </summary>
    public string? AlertName => Alert is DtlsAlert alert ? DtlsErrorText.AlertName(alert) : null;

    /// <summary>What to check, in one sentence.</summary>
    public string WhatToCheck => DtlsErrorText.WhatToCheck(Error);

    /// <summary>Names what BouncyCastle's DTLS threw.</summary>
    /// <param name="exception">
    /// What <c>DtlsClientProtocol.Connect</c>, <c>DtlsServerProtocol.Accept</c> or a <c>DtlsTransport</c> threw.
    /// </param>
    public static DtlsException From(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception switch
        {
            DtlsException named => named,
            TlsFatalAlert { InnerException: DtlsException named } => named,
            TlsFatalAlertReceived received => FromPeer((DtlsAlert)received.AlertDescription, received),
            TlsFatalAlert raised => FromHere((DtlsAlert)raised.AlertDescription, raised),
            TlsTimeoutException => new DtlsException(
                DtlsError.TimedOut,
                DtlsSide.Local,
                "the peer did not finish the handshake in time",
                null,
                exception
            ),
            IOException or ObjectDisposedException => new DtlsException(
                DtlsError.SessionClosed,
                DtlsSide.Local,
                "the transport is closed",
                null,
                exception
            ),
            _ => new DtlsException(DtlsError.Other, DtlsSide.Local, exception.Message.TrimEnd('.'), null, exception),
        };
    }

    private static DtlsException FromPeer(DtlsAlert alert, TlsFatalAlertReceived cause) =>
        new(DtlsErrorText.Of(alert), DtlsSide.Peer, "the peer refused and said so with an alert", alert, cause);

    private static DtlsException FromHere(DtlsAlert alert, TlsFatalAlert cause) =>
        new(DtlsErrorText.Of(alert), DtlsSide.Local, $"this side refused ({cause.Message.TrimEnd('.')})", alert, cause);
}
