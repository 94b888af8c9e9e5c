using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using DtlsNotebooks.Dissection.Names;
using DtlsNotebooks.Dtls;
using DtlsNotebooks.Dtls.Certificates;
using DtlsNotebooks.Pictures.Markup;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Pictures.Sketches;

/// <summary>Draws a certificate chain: a box a certificate, its checks in it, the trusted one at the end.</summary>
internal static class ChainSketch
{
    private const string NotAsked = "Nobody asked whether one of them was revoked: that needs the network.";

    /// <summary>The picture of a chain and what a verifier says of it.</summary>
    /// <param name="shown">The certificates in DER, the peer's own first; may be empty.</param>
    /// <param name="verifier">Whose verdict it is.</param>
    /// <param name="holder">Whose certificate it is.</param>
    /// <param name="hostName">The name that the server's certificate has to be good for; null for none.</param>
    public static Sketch Of(
        IReadOnlyList<ReadOnlyMemory<byte>> shown,
        CertificateVerifier verifier,
        CertificatePurpose holder,
        string? hostName
    )
    {
        CertificateVerdict verdict = Judge(shown, verifier, holder, hostName);
        IReadOnlyList<ChainLink> links = Read(shown, verifier, holder, hostName);
        return new Sketch
        {
            Kind = "certificate-chain",
            Title = holder == CertificatePurpose.Server ? "Is it the server?" : "Is it the client?",
            Sentence = Sentence(verdict, links, hostName),
            Drawing = Draw(links, verdict),
            Text = Write(links),
        };
    }

    private static CertificateVerdict Judge(
        IReadOnlyList<ReadOnlyMemory<byte>> shown,
        CertificateVerifier verifier,
        CertificatePurpose holder,
        string? hostName
    )
    {
        var crypto = new DtlsCrypto();
        var chain = new Certificate([.. shown.Select(der => crypto.CreateCertificate(der.ToArray()))]);
        return holder == CertificatePurpose.Server
            ? verifier.CheckServer(chain, hostName)
            : verifier.CheckClient(chain);
    }

    private static IReadOnlyList<ChainLink> Read(
        IReadOnlyList<ReadOnlyMemory<byte>> shown,
        CertificateVerifier verifier,
        CertificatePurpose holder,
        string? hostName
    )
    {
        List<X509Certificate2> opened = [];
        try
        {
            int trusted = verifier.AuthorityCertificates.Count;
            opened.AddRange(verifier.AuthorityCertificates.Select(der => X509CertificateLoader.LoadCertificate(der)));
            opened.AddRange(shown.Select(der => X509CertificateLoader.LoadCertificate(der.Span)));
            return shown.Count == 0
                ? []
                : new ChainReader(opened[..trusted], holder, hostName, DateTimeOffset.UtcNow).Read(opened[trusted..]);
        }
        catch (CryptographicException)
        {
            return [];
        }
        finally
        {
            opened.ForEach(certificate => certificate.Dispose());
        }
    }

    private static string Sentence(CertificateVerdict verdict, IReadOnlyList<ChainLink> links, string? hostName)
    {
        if (verdict.Accepted)
        {
            string name = hostName is null ? "" : $", and it is good for the name {hostName}";
            return $"Accepted: from {verdict.Subject} a path leads to {links[^1].Name}, which this side trusts{name}.";
        }
        string why = verdict.Explanation.Length > 0 ? verdict.Explanation : "the certificate is not good";
        return $"Refused: {why}. The alert is {AlertName(verdict)}.";
    }

    private static string AlertName(CertificateVerdict verdict) =>
        verdict.Alert is { } alert ? AlertRegistry.Find((byte)alert) ?? alert.ToString() : "none";

    private static string Draw(IReadOnlyList<ChainLink> links, CertificateVerdict verdict)
    {
        var html = new StringBuilder("<ol class=\"dtls-chain\">");
        for (int at = 0; at < links.Count; at++)
        {
            ChainLink link = links[at];
            string look =
                link.IsOutOfReach ? " dtls-chain-away"
                : link.IsAnchor ? " dtls-chain-anchor"
                : "";
            if (at > 0)
            {
                html.Append(
                    links[at].IsOutOfReach
                        ? "<li class=\"dtls-chain-step dtls-bad\" aria-hidden=\"true\"><span>✗ leads nowhere</span></li>"
                        : "<li class=\"dtls-chain-step\" aria-hidden=\"true\"><span>↓ signed by</span></li>"
                );
            }
            html.Append(
                CultureInfo.InvariantCulture,
                $"<li class=\"dtls-chain-box{look}\"><div class=\"dtls-quiet\">{Html.Encode(link.Role)}</div><b>{Html.Encode(link.Name)}</b><ul>"
            );
            foreach (ChainCheck check in link.Checks)
            {
                string bad = check.Passed == false ? " class=\"dtls-bad\"" : "";
                html.Append(
                    CultureInfo.InvariantCulture,
                    $"<li{bad}><span class=\"dtls-check\" aria-label=\"{Spoken(check)}\" role=\"img\">{check.Sign}</span>{Html.Encode(check.Words)}</li>"
                );
            }
            html.Append("</ul></li>");
        }
        string end = verdict.Accepted ? "✓ accepted" : "✗ refused";
        return html.Append(
                CultureInfo.InvariantCulture,
                $"</ol><p class=\"dtls-chain-end{(verdict.Accepted ? "" : " dtls-bad")}\" aria-hidden=\"true\">{end}</p><p class=\"dtls-note\">{NotAsked}</p>"
            )
            .ToString();
    }

    private static string Spoken(ChainCheck check) =>
        check.Passed switch
        {
            true => "good",
            false => "bad",
            _ => "not asked",
        };

    private static string Write(IReadOnlyList<ChainLink> links)
    {
        List<string> lines = [];
        for (int at = 0; at < links.Count; at++)
        {
            ChainLink link = links[at];
            if (at > 0)
                lines.Add(link.IsOutOfReach ? "  ✗ leads nowhere" : "  ↓ signed by");
            lines.Add(PlainText.OneLine($"{link.Name}: {link.Role}"));
            lines.AddRange(link.Checks.Select(check => $"    {check.Sign} {PlainText.OneLine(check.Words)}"));
        }
        lines.Add("");
        lines.Add(NotAsked);
        return string.Join('\n', lines);
    }
}
