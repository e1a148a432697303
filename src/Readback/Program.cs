using Readback;
using Readback.Cli;

return await ReadbackCommand.Run(args, ServerRun.Serve);
