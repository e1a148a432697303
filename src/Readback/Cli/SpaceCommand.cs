using System.CommandLine;
using System.Globalization;
using Readback.Accounts;
using Readback.Spaces;

namespace Readback.Cli;

/// <summary><c>readback space</c>: spaces and their members, on a data directory that no server has just now.</summary>
internal static class SpaceCommand
{
    public static Command Create() => new("space", "Spaces and their members, while no server runs on the data directory.")
    {
        Add(), List(), Member("add-member", joins: true), Member("remove-member", joins: false),
    };

    private static Command Add()
    {
        var name = Name();
        return new Command("add", "Make a space, with nobody in it.") { name }.Offline(async (parsed, offline, terminal) =>
            terminal.Tell(
                await offline.Spaces.Create(CommandLineActor.Actor, parsed.GetRequiredValue(name)),
                space => $"Made {space.Name}."));
    }

    private static Command List() => new Command("list", "Name, number of members, and members of every space.").Offline(
        (_, offline, terminal) =>
        {
            var members = offline.Directory.Users
                .SelectMany(user => user.SpaceIds.Select(space => (Space: space, user.Username)))
                .ToLookup(member => member.Space, member => member.Username);
            terminal.WriteTable(
                ["Name", "Members", "Who"],
                offline.Directory.Spaces.Select(space => new[]
                {
                    space.Name, members[space.Id].Count().ToString(CultureInfo.InvariantCulture),
                    string.Join(", ", members[space.Id].Order(StringComparer.Ordinal)),
                }));
            return Task.FromResult(ExitCodes.Good);
        });

    private static Command Member(string verb, bool joins)
    {
        var name = Name();
        var username = new Argument<string>("username") { Description = "Who." };
        var what = joins
            ? "Make a user a member, from the next message on."
            : "End a membership; what was delivered until then stays in the inbox.";
        return new Command(verb, what) { name, username }.Offline(async (parsed, offline, terminal) =>
        {
            if (!offline.Directory.TryGetSpace(parsed.GetRequiredValue(name), out var space))
            {
                return terminal.Fail(SpaceAdministration.NotFound.Detail);
            }
            if (!offline.Directory.TryGetUser(parsed.GetRequiredValue(username), out var user))
            {
                return terminal.Fail(UserAdministration.NotFound.Detail);
            }
            var change = joins
                ? offline.Members.Join(CommandLineActor.Actor, user.Id, space.Id)
                : offline.Members.Leave(CommandLineActor.Actor, user.Id, space.Id);
            return terminal.Tell(
                await change, row => $"{user.Username} is {(joins ? "a member" : "no longer a member")} of {row.Name}.");
        });
    }

    private static Argument<string> Name() => new("space") { Description = "The space's name." };
}
