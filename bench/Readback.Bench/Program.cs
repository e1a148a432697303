using System.Reflection;
using BenchmarkDotNet.Running;

if (args is [])
{
    Console.WriteLine("""
        Usage: bin/bench <command>

          parts [BenchmarkDotNet options]   benchmarks of single parts, e.g. parts --filter '*Inbox*'
        """);
    return 0;
}

if (args is ["parts", .. var options])
{
    BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(options);
    return 0;
}

Console.Error.WriteLine($"Unknown command: {args[0]}");
return 2;
