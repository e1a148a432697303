using Readback.Bench;
using Readback.Bench.Yardsticks;

return args is [var name, .. var rest] && YardstickProgram.Names.Contains(name)
    ? await YardstickProgram.Run(name, rest)
    : args is ["parts", .. var options]
    ? PartsProgram.Run(options)
    : await LoadOptions.Command(LoadProgram.Run).Parse(args).InvokeAsync();
