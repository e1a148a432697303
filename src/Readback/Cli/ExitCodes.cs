namespace Readback.Cli;

/// <summary>What a command says to whoever started it.</summary>
internal static class ExitCodes
{
    public const int Good = 0;

    /// <summary>It was tried, and could not be done.</summary>
    public const int Failed = 1;

    /// <summary>Nothing was tried: the command line or the settings are wrong.</summary>
    public const int Misused = 2;
}
