using System.CommandLine;
using Readback.Http;

namespace Readback.Cli;

/// <summary>What commands on users and spaces share: the data is opened, and a problem is one sentence.</summary>
internal static class OfflineCommand
{
    public delegate Task<int> Act(ParseResult parsed, OfflineDirectory offline, Terminal terminal);

    /// <summary>The same for what no server may be at work for, on PostgreSQL either.</summary>
    public static Command OfflineAlone(this Command command, Act act) => command.OnData(async (parsed, settings, terminal, cancellation) =>
    {
        await using var offline = await OfflineDirectory.Take(settings);
        await offline.RefuseServers(cancellation);
        return await act(parsed, offline, terminal);
    });

    public static Command Offline(this Command command, Act act) => command.OnData(async (parsed, settings, terminal, _) =>
    {
        await using var offline = await OfflineDirectory.Take(settings);
        return await act(parsed, offline, terminal);
    });

    /// <summary>Says that it was done, or why not.</summary>
    public static int Tell<T>(this Terminal terminal, Answer<T> answer, Func<T, string> done)
    {
        if (answer.TryGet(out var value, out var problem))
        {
            terminal.Out.WriteLine(done(value));
            return ExitCodes.Good;
        }
        return terminal.Fail(problem.Detail);
    }

    public static int Fail(this Terminal terminal, string why)
    {
        terminal.Error.WriteLine(why);
        return ExitCodes.Failed;
    }
}
