using Readback.Bench;
using Readback.Bench.Reports;
using Readback.Bench.Simulation;
using Readback.Bench.Yardsticks;

return args switch
{
    [var name, .. var rest] when YardstickProgram.Names.Contains(name) => await YardstickProgram.Run(name, rest),
    ["parts", .. var options] => PartsProgram.Run(options),
    ["simulate", .. var simulated] => SimulateProgram.Run(simulated),
    ["compare", .. var files] => RunComparison.Run(files),
    ["write", .. var arguments] => LoadProgram.Write(arguments),
    _ => await LoadOptions.Command(LoadProgram.Run).Parse(args).InvokeAsync(),
};
