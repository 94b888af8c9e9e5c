namespace DtlsNotebooks.Tests;

/// <summary>
/// Blocking calls on threads of their own. A thread of the pool that blocks is missed by others, who then wait for one
/// longer than a client waits for its answer.
/// </summary>
internal static class OwnThread
{
    internal static Task Run(Action work, CancellationToken cancellationToken = default) =>
        Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    internal static Task<T> Run<T>(Func<T> work, CancellationToken cancellationToken = default) =>
        Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
