using System.CommandLine;
using Readback.Accounts;

namespace Readback.Cli;

/// <summary>
/// Where a command takes a password from: standard input where that is said, else whoever sits at the terminal, else it
/// makes one up and prints it. Never an argument: those are for all to see in the list of processes.
/// </summary>
internal sealed class PasswordOptions
{
    private readonly Option<bool> _stdin = new("--password-stdin") { Description = "Take the password from standard input, one line." };

    private readonly Option<bool> _mustChange = new("--require-password-reset")
    {
        Description = "The user has to change the password before anything else.",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_stdin);
        command.Options.Add(_mustChange);
    }

    public bool MustChange(ParseResult parsed) => parsed.GetValue(_mustChange);

    /// <summary>The password; nothing where what was typed twice was not the same.</summary>
    public ChosenPassword? Choose(ParseResult parsed, Terminal terminal)
    {
        if (parsed.GetValue(_stdin))
        {
            return new ChosenPassword(System.Console.In.ReadLine() ?? "", IsMadeUp: false);
        }
        if (terminal.CanAsk && Terminal.AskSecret("Password (leave empty to have one made):") is { Length: > 0 } typed)
        {
            return Terminal.AskSecret("Again:") == typed ? new ChosenPassword(typed, IsMadeUp: false) : null;
        }
        return new ChosenPassword(FirstStart.RandomPassword(), IsMadeUp: true);
    }
}

/// <param name="Text">The password.</param>
/// <param name="IsMadeUp">Nobody knows it yet: it has to be shown.</param>
internal sealed record ChosenPassword(string Text, bool IsMadeUp)
{
    public string Shown => IsMadeUp ? $" Password, shown this once:\t{Text}" : "";
}
