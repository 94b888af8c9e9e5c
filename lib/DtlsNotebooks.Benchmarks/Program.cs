using DtlsNotebooks.Benchmarks.Own;

return args switch
{
    ["own-client", var authority] => ClientHost.Run(authority),
    _ => 2,
};
