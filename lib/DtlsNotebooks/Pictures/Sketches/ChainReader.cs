using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DtlsNotebooks.Dtls.Certificates;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Security.Certificates;
using Org.BouncyCastle.X509;

namespace DtlsNotebooks.Pictures.Sketches;

/// <summary>Follows a chain from the peer's certificate to a trusted one, and looks at each on the way (RFC 5280, section 6).</summary>
/// <param name="trusted">The certificates that are trusted from the start.</param>
/// <param name="holder">What the peer wants to do with its own.</param>
/// <param name="hostName">The name that the server's certificate has to be good for; null for none.</param>
/// <param name="now">The time for which validity is looked at.</param>
internal sealed class ChainReader(
    IReadOnlyList<X509Certificate2> trusted,
    CertificatePurpose holder,
    string? hostName,
    DateTimeOffset now
)
{
    private const int MostLinks = 10;

    private string Whose => holder == CertificatePurpose.Server ? "the server" : "the client";

    /// <summary>The links from the peer's certificate up.</summary>
    /// <param name="shown">What the peer showed, its own first; at least one.</param>
    public IReadOnlyList<ChainLink> Read(IReadOnlyList<X509Certificate2> shown)
    {
        List<ChainLink> links = [];
        X509Certificate2 at = shown[0];
        while (links.Count < MostLinks)
        {
            bool anchor = IsTrusted(at);
            X509Certificate2? issuer = anchor ? null : IssuerOf(at, shown);
            links.Add(Link(at, issuer, links.Count, anchor));
            if (anchor)
                return links;
            if (issuer is null || !IsSignedBy(at, issuer))
                break;
            at = issuer;
        }
        links.Add(
            new ChainLink(
                "whom this side trusts",
                string.Join(", ", trusted.Select(one => one.Subject)),
                [new ChainCheck(false, "no path leads here")]
            )
            {
                IsOutOfReach = true,
            }
        );
        return links;
    }

    private bool IsTrusted(X509Certificate2 certificate) =>
        trusted.Any(one => one.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span));

    // A trusted one first; one that fits by its key before one that fits by its name alone.
    private X509Certificate2? IssuerOf(X509Certificate2 certificate, IReadOnlyList<X509Certificate2> shown)
    {
        List<X509Certificate2> named =
        [
            .. trusted
                .Concat(shown)
                .Where(one =>
                    one.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData)
                    && !one.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span)
                ),
        ];
        return named.FirstOrDefault(one => IsSignedBy(certificate, one)) ?? named.FirstOrDefault();
    }

    private ChainLink Link(X509Certificate2 certificate, X509Certificate2? issuer, int place, bool anchor)
    {
        bool leaf = place == 0;
        string role =
            leaf ? $"{Whose}'s certificate"
            : anchor ? "an authority that this side trusts"
            : "an authority in between";
        List<ChainCheck> checks =
        [
            .. leaf && holder == CertificatePurpose.Server ? [Name(certificate)] : Array.Empty<ChainCheck>(),
            Time(certificate),
            leaf ? Purpose(certificate) : MaySign(certificate, place - 1),
            anchor
                ? new ChainCheck(true, "trusted from the start: this side has its certificate")
                : Signature(certificate, issuer),
        ];
        return new ChainLink(role, certificate.Subject, checks) { IsAnchor = anchor };
    }

    private ChainCheck Name(X509Certificate2 certificate)
    {
        if (hostName is null)
        {
            return new ChainCheck(
                null,
                "name: nobody asked for one, so whoever has a good certificate may be the server"
            );
        }
        bool good = certificate.MatchesHostname(hostName, allowWildcards: true, allowCommonName: false);
        string names = string.Join(
            ", ",
            certificate
                .Extensions.OfType<X509SubjectAlternativeNameExtension>()
                .SelectMany(names =>
                    names.EnumerateDnsNames().Concat(names.EnumerateIPAddresses().Select(address => address.ToString()))
                )
        );
        return new ChainCheck(
            good,
            good ? $"name: it is for {hostName}"
                : names.Length == 0 ? $"name: {hostName} was wanted, and it is for no host"
                : $"name: {hostName} was wanted, and it is for {names}"
        );
    }

    private ChainCheck Time(X509Certificate2 certificate)
    {
        DateTimeOffset from = certificate.NotBefore.ToUniversalTime();
        DateTimeOffset until = certificate.NotAfter.ToUniversalTime();
        string span = string.Create(
            CultureInfo.InvariantCulture,
            $"{from:yyyy-MM-dd HH:mm} to {until:yyyy-MM-dd HH:mm} UTC"
        );
        return now < from ? new ChainCheck(false, $"time: not yet valid, {span}")
            : now > until ? new ChainCheck(false, $"time: it has run out, {span}")
            : new ChainCheck(true, $"time: valid, {span}");
    }

    private ChainCheck Purpose(X509Certificate2 certificate)
    {
        string wanted = holder == CertificatePurpose.Server ? "1.3.6.1.5.5.7.3.1" : "1.3.6.1.5.5.7.3.2";
        var uses = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().ToList();
        bool good =
            uses.Count == 0 || uses.Exists(use => use.EnhancedKeyUsages.Cast<Oid>().Any(one => one.Value == wanted));
        return new ChainCheck(good, good ? $"use: it may prove {Whose}" : $"use: it is not made to prove {Whose}");
    }

    // An authority may be allowed only so many other authorities below it (RFC 5280, section 4.2.1.9).
    private static ChainCheck MaySign(X509Certificate2 certificate, int authoritiesBelow)
    {
        X509BasicConstraintsExtension? constraints = certificate
            .Extensions.OfType<X509BasicConstraintsExtension>()
            .FirstOrDefault();
        return constraints is not { CertificateAuthority: true }
                ? new ChainCheck(false, "use: it may not sign certificates")
            : constraints.HasPathLengthConstraint && authoritiesBelow > constraints.PathLengthConstraint
                ? new ChainCheck(false, "use: it may sign certificates, but not those of other authorities")
            : new ChainCheck(true, "use: it may sign certificates");
    }

    private static ChainCheck Signature(X509Certificate2 certificate, X509Certificate2? issuer)
    {
        if (issuer is null)
        {
            bool self = certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
            return new ChainCheck(
                false,
                self
                    ? "signature: its own, and this side does not trust it"
                    : $"signature: by {certificate.Issuer}, whom this side does not know"
            );
        }
        return IsSignedBy(certificate, issuer)
            ? new ChainCheck(true, $"signature: by the key of {issuer.Subject}")
            : new ChainCheck(false, $"signature: names {issuer.Subject}, but is not by that key");
    }

    private static bool IsSignedBy(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        try
        {
            var parser = new X509CertificateParser();
            parser.ReadCertificate(certificate.RawData).Verify(parser.ReadCertificate(issuer.RawData).GetPublicKey());
            return true;
        }
        catch (Exception exception)
            when (exception
                    is GeneralSecurityException
                        or CertificateException
                        or ArgumentException
                        or InvalidOperationException
                        or IOException
            )
        {
            return false;
        }
    }
}
