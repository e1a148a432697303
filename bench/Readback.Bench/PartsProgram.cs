using System.Reflection;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Readback.Bench;

/// <summary>Measures single parts with BenchmarkDotNet, time and memory.</summary>
internal static class PartsProgram
{
    /// <summary>0 where every benchmark ran.</summary>
    public static int Run(string[] args)
    {
        var quick = args.Contains("--quick");
        string[] options = [.. args.Where(option => option != "--quick")];
        var summaries = BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly())
            .Run(options.Length == 0 ? ["--filter", "*"] : options, Config(quick));
        return summaries.Any() && summaries.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success))
            ? 0 : 1;
    }

    /// <summary>In this process: BenchmarkDotNet's own builds would inherit the rules of this repository's.</summary>
    private static ManualConfig Config(bool quick) => ManualConfig.CreateEmpty()
        .AddJob((quick ? Job.Dry : Job.ShortRun).WithToolchain(InProcessEmitToolchain.Instance))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddExporter(MarkdownExporter.GitHub)
        .AddLogger(ConsoleLogger.Default)
        .WithOptions(ConfigOptions.DisableLogFile);
}
