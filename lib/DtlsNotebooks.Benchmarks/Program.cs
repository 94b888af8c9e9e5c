using DtlsNotebooks.Benchmarks.CommandLine;
using DtlsNotebooks.Benchmarks.Load;
using DtlsNotebooks.Benchmarks.Own;

return args switch
{
    [LoadPrograms.ClientCommand, var authority] => ClientHost.Run(authority),
    [LoadPrograms.ServerCommand, var manner, var certificate, var key] => ServerHost.Run(manner, certificate, key),
    _ => await new BenchmarkCommand().RunAsync(args).ConfigureAwait(false),
};
