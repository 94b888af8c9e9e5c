using System.Diagnostics.CodeAnalysis;

namespace DtlsNotebooks.Runner.Execution;

/// <summary>
/// Places for what computes side by side, one for each notebook that runs at the same time. A cell that measures takes
/// all of them: it waits until every other has ended its step, and those wait until it has measured, so that no
/// neighbour disturbs it.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "A SemaphoreSlim holds nothing to free unless its wait handle is asked for."
)]
internal sealed class QuietPlaces(int places)
{
    private readonly SemaphoreSlim _places = new(places);

    // Whoever waits for all places keeps the door meanwhile: those who come later wait behind it, so that it gets them.
    private readonly SemaphoreSlim _door = new(1);

    /// <summary>Waits for a place, or for all of them.</summary>
    /// <param name="alone">Whether nothing else may go on meanwhile.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The place; dispose it when the step has ended.</returns>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public async Task<IDisposable> TakeAsync(bool alone, CancellationToken cancellation)
    {
        int wanted = alone ? places : 1;
        int taken = 0;
        await _door.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            while (taken < wanted)
            {
                await _places.WaitAsync(cancellation).ConfigureAwait(false);
                taken++;
            }
        }
        catch (OperationCanceledException) when (taken > 0)
        {
            _places.Release(taken);
            throw;
        }
        finally
        {
            _door.Release();
        }

        return new Taken(_places, taken);
    }

    private sealed class Taken(SemaphoreSlim places, int count) : IDisposable
    {
        private int _left = count;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 0) is > 0 and int left)
                places.Release(left);
        }
    }
}
