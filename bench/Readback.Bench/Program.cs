using System.Reflection;
using BenchmarkDotNet.Running;
using Readback.Bench;

if (args is ["parts", .. var options])
{
    BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(options);
    return 0;
}
return await LoadOptions.Command(LoadProgram.Run).Parse(args).InvokeAsync();
