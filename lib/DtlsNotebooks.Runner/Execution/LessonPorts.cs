namespace DtlsNotebooks.Runner.Execution;

/// <summary>The ports of the lessons' servers, as the library's <c>LessonPort</c> chooses them.</summary>
internal static class LessonPorts
{
    /// <summary>The tutorial's port, which a lesson takes where it is free.</summary>
    public const int Usual = 11111;

    /// <summary>The environment variable that names another one to a worker.</summary>
    public const string Variable = "DTLS_NOTEBOOKS_PORT";
}
