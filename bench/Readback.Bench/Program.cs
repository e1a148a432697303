using Readback.Bench;
using Readback.Bench.Simulation;
using Readback.Bench.Yardsticks;

return args is [var name, .. var rest] && YardstickProgram.Names.Contains(name)
    ? await YardstickProgram.Run(name, rest)
    : args is ["parts", .. var options]
    ? PartsProgram.Run(options)
    : args is ["simulate", .. var simulated]
    ? SimulateProgram.Run(simulated)
    : await LoadOptions.Command(LoadProgram.Run).Parse(args).InvokeAsync();
