using System.Diagnostics;

namespace Readback.Tests.Clients.Package;

/// <summary>Programs that tests start: what they wrote, and a failure that shows all of it.</summary>
internal static class Programs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>
    /// Starts <c>dotnet</c>; standard input, output and error are the test's. It can be interrupted though the tests run in
    /// the background of a shell, where that signal is ignored.
    /// </summary>
    public static Process Start(string folder, IEnumerable<(string Name, string Value)> environment, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(
            "env", ["--default-signal=INT", Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", .. arguments])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // A build keeps no process behind that would outlive the test.
        foreach (var (name, value) in ((string, string)[])[("MSBUILDDISABLENODEREUSE", "1"), ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), .. environment])
        {
            start.Environment[name] = value;
        }
        return Process.Start(start)!;
    }

    /// <summary>Runs <c>dotnet</c> to its good end, and returns what it wrote.</summary>
    public static async Task<string> Run(string folder, IEnumerable<(string Name, string Value)> environment, params IEnumerable<string> arguments)
    {
        using var program = Start(folder, environment, arguments);
        program.StandardInput.Close();
        return await program.End();
    }

    public static async Task<string> End(this Process program)
    {
        using var patience = new CancellationTokenSource(Patience);
        var (output, error) = (program.StandardOutput.ReadToEndAsync(patience.Token), program.StandardError.ReadToEndAsync(patience.Token));
        try
        {
            await program.WaitForExitAsync(patience.Token);
            Assert.True(program.ExitCode == 0, $"{string.Join(' ', program.StartInfo.ArgumentList)} ended with {program.ExitCode}:\n{await output}\n{await error}");
            return await output;
        }
        finally
        {
            if (!program.HasExited)
            {
                program.Kill(entireProcessTree: true);
            }
        }
    }
}
