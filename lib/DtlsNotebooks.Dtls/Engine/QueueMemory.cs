namespace DtlsNotebooks.Dtls.Engine;

/// <summary>How many bytes the queues of one listener hold together. Many threads may share it.</summary>
/// <param name="most">How many they may hold.</param>
internal sealed class QueueMemory(long most)
{
    private long _taken;

    internal long Taken => Interlocked.Read(ref _taken);

    internal bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) <= most)
            return true;

        GiveBack(bytes);
        return false;
    }

    internal void GiveBack(int bytes) => Interlocked.Add(ref _taken, -bytes);
}
