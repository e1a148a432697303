using System.CommandLine;
using Readback.Accounts;
using Readback.Directory;

namespace Readback.Cli;

/// <summary><c>readback user</c>: accounts, on a data directory that no server has just now.</summary>
internal static class UserCommand
{
    private const string PasswordsDiffer = "The two passwords are not the same; nothing was changed.";

    public static Command Create() => new("user", "Users, while no server runs on the data directory.")
    {
        Add(), UserImportCommand.Create(), List(), ResetPassword(), Enable("disable", false), Enable("enable", true),
    };

    private static Command Add()
    {
        var name = Name("The name; it is fixed for good.");
        var roles = new Option<string[]>("--role") { Description = $"{Roles.Admin} or {Roles.Auditor}; repeatable." };
        var spaces = new Option<string[]>("--space") { Description = "A space to be a member of; repeatable." };
        var email = new Option<string?>("--email") { Description = "Where to write to." };
        var phone = new Option<string?>("--phone") { Description = "Where to call." };
        var password = new PasswordOptions();
        var command = new Command("add", "Make a user.") { name, roles, spaces, email, phone };
        password.AddTo(command);
        return command.Offline(async (parsed, offline, terminal) =>
        {
            var wanted = new NewMember(parsed.GetValue(roles) ?? [], parsed.GetValue(spaces) ?? []);
            if (wanted.Problem(offline) is { } problem)
            {
                return terminal.Fail(problem);
            }
            if (password.Choose(parsed, terminal) is not { } chosen)
            {
                return terminal.Fail(PasswordsDiffer);
            }
            var made = await offline.Users.Create(CommandLineActor.Actor, new UserInput
            {
                Username = parsed.GetRequiredValue(name),
                Password = chosen.Text,
                Email = parsed.GetValue(email),
                Phone = parsed.GetValue(phone),
                Enabled = true,
                RequirePasswordReset = password.MustChange(parsed),
            });
            return made.TryGet(out var user, out _) && await wanted.Apply(offline, user.Id) is { } left
                ? terminal.Fail($"{user.Username} was made, but: {left}{chosen.Shown}")
                : terminal.Tell(made, row => $"Made {row.Username}.{chosen.Shown}");
        });
    }

    private static Command List() => new Command("list", "Name, state, roles and spaces of every user.").Offline(
        (_, offline, terminal) =>
        {
            terminal.WriteTable(
                ["Name", "State", "Roles", "Spaces"],
                offline.Directory.Users.Select(user => new[]
                {
                    user.Username, user.Row.Enabled ? "enabled" : "disabled", string.Join(", ", user.Roles),
                    string.Join(", ", offline.Directory.SpacesOf(user).Select(space => space.Name)),
                }));
            return Task.FromResult(ExitCodes.Good);
        });

    private static Command ResetPassword()
    {
        var name = Name("Whose password it is.");
        var password = new PasswordOptions();
        var command = new Command("reset-password", "Give a user another password, and end the user's sessions.") { name };
        password.AddTo(command);
        return command.Offline(async (parsed, offline, terminal) =>
        {
            if (password.Choose(parsed, terminal) is not { } chosen)
            {
                return terminal.Fail(PasswordsDiffer);
            }
            var input = new PasswordResetInput(chosen.Text, chosen.Text, password.MustChange(parsed));
            var username = parsed.GetRequiredValue(name);
            return terminal.Tell(
                await offline.Passwords.Reset(CommandLineActor.Actor, username, input),
                _ => $"{username} has another password.{chosen.Shown}");
        });
    }

    private static Command Enable(string verb, bool enabled)
    {
        var name = Name("Who.");
        var what = enabled ? "Let a user log in again." : "Let a user no longer log in, and end the user's sessions.";
        return new Command(verb, what) { name }.Offline(async (parsed, offline, terminal) =>
            offline.Directory.TryGetUser(parsed.GetRequiredValue(name), out var user)
                ? terminal.Tell(
                    await offline.Users.Change(CommandLineActor.Actor, user.Id, new UserInput { Enabled = enabled }),
                    row => $"{row.Username} is {verb}d.")
                : terminal.Fail(UserAdministration.NotFound.Detail));
    }

    private static Argument<string> Name(string description) => new("username") { Description = description };
}
