using System.Text;
using DtlsNotebooks.Runner.CommandLine;
using DtlsNotebooks.Runner.Worker;

// On Windows a console has a code page of its own, which knows neither the ticks nor the frames of tables.
Console.OutputEncoding = Encoding.UTF8;
if (args is [WorkerHost.Command, var pipe])
{
    await WorkerHost.RunAsync(pipe).ConfigureAwait(false);
}

return await RunnerCommand.Create().RunAsync(args).ConfigureAwait(false);
