using Readback.Bench;

return args is ["parts", .. var options]
    ? PartsProgram.Run(options)
    : await LoadOptions.Command(LoadProgram.Run).Parse(args).InvokeAsync();
