using System.Diagnostics;

namespace Readback.Bench.Load;

/// <summary>The newest PostgreSQL that the system has, and how its programs are run.</summary>
internal static class PostgresPrograms
{
    private const string Root = "/usr/lib/postgresql";
    private const string Account = "postgres";

    /// <summary>Whether there is one.</summary>
    public static bool IsInstalled => Newest is not null;

    private static string Folder => Newest
        ?? throw new InvalidOperationException("PostgreSQL's server is not installed: bin/steps/prerequisites installs it.");

    private static string? Newest { get; } = (System.IO.Directory.Exists(Root) ? System.IO.Directory.GetDirectories(Root) : [])
        .Select(version => Path.Combine(version, "bin"))
        .Where(bin => File.Exists(Path.Combine(bin, "initdb")))
        .MaxBy(bin => int.TryParse(Path.GetFileName(Path.GetDirectoryName(bin)), out var version) ? version : 0);

    /// <summary>Runs a program that only talks to a server.</summary>
    public static string RunClient(string program, params string[] arguments) => RunAny(Path.Combine(Folder, program), arguments, isServer: false);

    /// <summary>Runs one of the server's own programs, which refuse to be root, and returns what it said.</summary>
    public static string Run(string program, params string[] arguments)
    {
        var path = Path.Combine(Folder, program);
        return Environment.IsPrivilegedProcess
            ? RunAny("runuser", ["-u", Account, "--", path, .. arguments], isServer: true)
            : RunAny(path, arguments, isServer: true);
    }

    /// <summary>Lets PostgreSQL's account write to a folder of ours.</summary>
    public static void GiveAway(string folder)
    {
        if (Environment.IsPrivilegedProcess)
        {
            RunAny("chown", [Account, folder], isServer: false);
        }
    }

    private static string RunAny(string program, IEnumerable<string> arguments, bool isServer)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = "/", RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        // By threads of their own: whoever waits here may be the very thread that brings what arrives without waiting.
        var (output, errors) = (Task.Run(process.StandardOutput.ReadToEnd), Task.Run(process.StandardError.ReadToEnd));
        process.WaitForExit(TimeSpan.FromMinutes(5));
        if (isServer && process is { HasExited: true, ExitCode: 0 })
        {
            // A server that was started holds its output open.
            return "";
        }
        return process.ExitCode == 0 ? output.Result : throw new InvalidOperationException($"{program} failed: {errors.Result}");
    }
}
