using System.Collections.Concurrent;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>Remembers verdicts on certificates for ten minutes, but never past the end of a certificate or of its authority.</summary>
internal sealed class VerdictCache(TimeProvider clock)
{
    private const int Capacity = 1024;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (CertificateVerdict Verdict, DateTime Until)> _verdicts = new(
        StringComparer.Ordinal
    );

    internal CertificateVerdict? Find(string key) =>
        _verdicts.TryGetValue(key, out (CertificateVerdict Verdict, DateTime Until) found)
        && clock.GetUtcNow().UtcDateTime < found.Until
            ? found.Verdict
            : null;

    /// <summary>
    /// Remembers an acceptance; a refusal is reached anew each time, since a clock or a file may be mended meanwhile.
    /// </summary>
    internal void Remember(string key, CertificateVerdict verdict, DateTime notAfter)
    {
        if (!verdict.Accepted)
        {
            return;
        }

        if (_verdicts.Count >= Capacity)
        {
            _verdicts.Clear();
        }

        DateTime until = clock.GetUtcNow().UtcDateTime + Lifetime;
        _verdicts[key] = (verdict, until < notAfter ? until : notAfter);
    }
}
