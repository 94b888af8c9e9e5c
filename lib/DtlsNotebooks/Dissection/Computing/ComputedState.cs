namespace DtlsNotebooks.Dissection.Computing;

/// <summary>What came of the try to recompute a value.</summary>
public enum ComputedState
{
    /// <summary>Recomputed from its inputs, and what was sent is the same.</summary>
    Verified,

    /// <summary>Recomputed from its inputs, and what was sent is another.</summary>
    Wrong,

    /// <summary>Made from its inputs; it never travels, so that there is nothing to compare it with.</summary>
    Made,

    /// <summary>Not recomputed: an input is missing, and the explanation says which.</summary>
    Closed,
}
