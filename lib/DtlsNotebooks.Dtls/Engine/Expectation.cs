namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// What a handshake waits for: messages that may come next, and what is done with each. That may be done again with
/// another version of the message, where one was refused.
/// </summary>
/// <param name="Choices">The types, and what to do with the body.</param>
internal sealed record Expectation(params (short Type, Action<byte[]> Process)[] Choices)
{
    internal Action<byte[]>? For(short type)
    {
        foreach ((short choice, Action<byte[]> process) in Choices)
        {
            if (choice == type)
                return process;
        }

        return null;
    }
}
