using Readback.Directory;

namespace Readback.Cli;

/// <summary>Whoever may write to the data directory may administer it: no session is asked for.</summary>
internal static class CommandLineActor
{
    /// <summary>How the record names it; the address tells it from a user who might be called so.</summary>
    public static readonly Actor Actor = new("(command line)", "local", Session: null);
}
