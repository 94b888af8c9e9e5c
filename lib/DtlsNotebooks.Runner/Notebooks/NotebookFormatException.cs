namespace DtlsNotebooks.Runner.Notebooks;

/// <summary>A file is not a notebook that can be read.</summary>
internal sealed class NotebookFormatException(string message, Exception? inner = null) : Exception(message, inner);
