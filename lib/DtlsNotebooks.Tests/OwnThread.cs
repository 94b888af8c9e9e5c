namespace DtlsNotebooks.Tests;

/// <summary>
/// Blocking calls on threads of their own. A thread of the pool that blocks is missed by others, who then wait for one
/// longer than a client waits for its answer.
/// </summary>
internal static class OwnThread
{
    private static TaskFactory Factory =>
        new(
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskContinuationOptions.None,
            TaskScheduler.Default
        );

    internal static Task Run(Action work) => Factory.StartNew(work);

    internal static Task<T> Run<T>(Func<T> work) => Factory.StartNew(work);
}
