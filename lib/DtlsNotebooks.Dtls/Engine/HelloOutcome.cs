namespace DtlsNotebooks.Dtls.Engine;

/// <summary>What became of a datagram at the cookie exchange.</summary>
internal enum HelloOutcome
{
    /// <summary>It is no ClientHello that can be read.</summary>
    Nothing,

    /// <summary>A HelloVerifyRequest was sent, and nothing kept.</summary>
    Answered,

    /// <summary>The cookie is proved, and more fragments are to come.</summary>
    Incomplete,

    /// <summary>A fragment of somebody who has not proved an address: not kept.</summary>
    Unproved,

    /// <summary>A first fragment that is too short to hold the cookie: it can never prove an address.</summary>
    TooShort,

    /// <summary>The cookie is proved and the hello is whole.</summary>
    Proved,
}
