using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Readback.Cli;

namespace Readback.Tests.Cli;

/// <summary>What a command answered.</summary>
internal sealed record Outcome(int Code, string Out, string Error);

/// <summary>Runs <c>readback</c>, in this process or in one of its own.</summary>
internal static class Commands
{
    public static async Task<Outcome> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await ReadbackCommand.Create(_ => throw new InvalidOperationException("No server is wanted here."))
            .Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return new Outcome(code, output.ToString(), error.ToString());
    }

    /// <param name="input">What is piped into it.</param>
    /// <param name="arguments">The command line.</param>
    public static Task<Outcome> RunProcess(string input, params string[] arguments) => RunProcess(input, [], arguments);

    /// <param name="input">What is piped into it.</param>
    /// <param name="environment">Variables beside those of the test.</param>
    /// <param name="arguments">The command line.</param>
    public static async Task<Outcome> RunProcess(
        string input, IEnumerable<(string Name, string Value)> environment, params string[] arguments)
    {
        using var process = Start(environment, arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new Outcome(process.ExitCode, await output, await error);
    }

    /// <summary>What a terminal does at Ctrl+C.</summary>
    public static async Task Interrupt(Process process)
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    public static Process Start(params string[] arguments) => Start([], arguments);

    /// <summary>
    /// The built server's assembly, by the same runtime as this process; it can be interrupted though the tests run in the
    /// background of a shell, where that signal is ignored.
    /// </summary>
    public static Process Start(IEnumerable<(string Name, string Value)> environment, string[] arguments)
    {
        var start = new ProcessStartInfo(
            "env",
            ["--default-signal=INT", Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", "exec", typeof(ReadbackCommand).Assembly.Location, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        return Process.Start(start)!;
    }
}
