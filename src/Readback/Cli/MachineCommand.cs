using System.CommandLine;
using System.Globalization;
using Readback.Directory;
using Readback.Machines;
using Readback.Spaces;
using Readback.Storage;

namespace Readback.Cli;

/// <summary><c>readback machine</c>: programs that send or read by a token, on data that no server has just now.</summary>
internal static class MachineCommand
{
    private const string DateFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public static Command Create() => new("machine", "Programs that send or read by a token, while no server runs on the data directory.")
    {
        Add(), List(), Renew(), Revoke(),
    };

    private static Command Add()
    {
        var space = Space();
        var name = Name("The name that its messages are under; it is fixed for good.");
        var scopes = new Option<string[]>("--scope") { Description = "What its token is for: send (unless given) or read; repeatable." };
        var expires = Expires();
        return new Command("add", "Make a machine, and print its token, which is shown this once.") { space, name, scopes, expires }
            .Offline(async (parsed, offline, terminal) =>
            {
                if (!offline.Directory.TryGetSpace(parsed.GetRequiredValue(space), out var where))
                {
                    return terminal.Fail(SpaceAdministration.NotFound.Detail);
                }
                var input = new MachineInput(
                    parsed.GetRequiredValue(name), parsed.GetValue(scopes) is { Length: > 0 } given ? given : null, parsed.GetValue(expires));
                return terminal.Tell(
                    await offline.Machines.Create(CommandLineActor.Actor, where.Id, input),
                    made => $"Made {made.Machine.Name}. Token, shown this once:\t{made.Token}");
            });
    }

    private static Command List() => new Command("list", "Name, space, scopes, end and state of every machine.").Offline(
        (_, offline, terminal) =>
        {
            terminal.WriteTable(
                ["Name", "Space", "Scopes", "Ends", "State"],
                offline.Directory.Machines.Select(machine => Row(machine, offline.Directory)));
            return Task.FromResult(ExitCodes.Good);
        });

    private static string[] Row(DirectoryUser user, DirectoryCache directory)
    {
        var machine = user.Machine!;
        return
        [
            user.Username, directory.TryGetSpace(machine.SpaceId, out var space) ? space.Name : "(closed)",
            string.Join(", ", MachineScopes.Of(machine)),
            machine.EndsAt?.ToUniversalTime().ToString(DateFormat, CultureInfo.InvariantCulture) ?? "never",
            machine.RevokedAt is not null ? "revoked" : machine.IsGood(TimeProvider.System.GetUtcNow()) ? "good" : "ended",
        ];
    }

    private static Command Renew()
    {
        var name = Name("Which.");
        var expires = Expires();
        return new Command("renew", "Give a machine another token, shown this once, in place of the old one.") { name, expires }
            .Offline(async (parsed, offline, terminal) => Find(offline, parsed.GetRequiredValue(name)) is { } machine
                ? terminal.Tell(
                    await offline.Machines.Renew(CommandLineActor.Actor, machine.SpaceId, machine.UserId, parsed.GetValue(expires)),
                    renewed => $"{renewed.Machine.Name} has another token, shown this once:\t{renewed.Token}")
                : terminal.Fail(MachineAdministration.NotFound.Detail));
    }

    private static Command Revoke()
    {
        var name = Name("Which.");
        return new Command("revoke", "Take a machine's token away.") { name }
            .Offline(async (parsed, offline, terminal) => Find(offline, parsed.GetRequiredValue(name)) is { } machine
                ? terminal.Tell(
                    await offline.Machines.Revoke(CommandLineActor.Actor, machine.SpaceId, machine.UserId),
                    revoked => $"{revoked.Name} has no token any more.")
                : terminal.Fail(MachineAdministration.NotFound.Detail));
    }

    private static MachineRow? Find(OfflineDirectory offline, string name) =>
        offline.Directory.UsernameOnRecord(name) is { } username
            ? offline.Directory.Machines.FirstOrDefault(machine => machine.Username == username)?.Machine
            : null;

    private static Argument<string> Space() => new("space") { Description = "The space that it is for." };

    private static Argument<string> Name(string description) => new("name") { Description = description };

    private static Option<DateTimeOffset?> Expires() =>
        new("--expires") { Description = "From when on the token is worth nothing, as 2027-06-30T00:00:00Z; never unless given." };
}
