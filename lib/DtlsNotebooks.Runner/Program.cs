using DtlsNotebooks.Runner.CommandLine;
using DtlsNotebooks.Runner.Worker;

if (args is [WorkerHost.Command, var pipe])
{
    await WorkerHost.RunAsync(pipe).ConfigureAwait(false);
}

return await RunnerCommand.Create().RunAsync(args).ConfigureAwait(false);
