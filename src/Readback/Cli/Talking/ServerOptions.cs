using System.CommandLine;
using System.Globalization;
using Readback.Client;
using Readback.Configuration;

namespace Readback.Cli.Talking;

/// <summary>
/// How a command that talks to a server is told where it is, which space, and who it is. Secrets come from files and from
/// the environment, never from arguments: those are for all to see in the list of processes.
/// </summary>
internal sealed class ServerOptions(Func<string, string?> environment)
{
    /// <summary>What is read of a file that holds a secret.</summary>
    private const int MaxSecretBytes = 8192;

    private const int DefaultWaitSeconds = 60;

    /// <summary>The client's own bound: a repeat after the server has forgotten the key would store twice.</summary>
    private const int MaxWaitSeconds = 23 * 3600;

    private readonly Option<string?> _server = new("--server")
    {
        Description = $"Where the server is; else {ClientVariables.Server}, else {new ReadbackSettings().Urls[0]}.", HelpName = "address",
    };

    private readonly Option<string?> _space = new("--space")
    {
        Description = $"The space; else {ClientVariables.Space}, else the one that the token names, or the user's first.", HelpName = "name",
    };

    private readonly Option<string?> _tokenFile = new("--token-file")
    {
        Description = $"A file whose first line is a machine's token; else {ClientVariables.Token}.", HelpName = "file",
    };

    private readonly Option<string?> _user = new("--user") { Description = $"Who logs in; else {ClientVariables.User}.", HelpName = "name" };

    private readonly Option<string?> _passwordFile = new("--password-file")
    {
        Description = $"A file whose first line is the password; else {ClientVariables.Password}.", HelpName = "file",
    };

    private readonly Option<int> _wait = new("--wait")
    {
        Description = "For how many seconds a server that is away or busy is tried again.", HelpName = "seconds",
        DefaultValueFactory = _ => DefaultWaitSeconds,
    };

    public void AddTo(Command command)
    {
        _wait.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > MaxWaitSeconds)
            {
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"--wait: must be from 0 to {MaxWaitSeconds} seconds."));
            }
        });
        foreach (var option in (Option[])[_server, _space, _tokenFile, _user, _passwordFile, _wait])
        {
            command.Options.Add(option);
        }
    }

    public string? Space(ParseResult parsed) => parsed.GetValue(_space) ?? environment(ClientVariables.Space);

    /// <exception cref="MisuseException">Something is missing or wrong: a sentence says what.</exception>
    public ReadbackClient Connect(ParseResult parsed)
    {
        var address = parsed.GetValue(_server) ?? environment(ClientVariables.Server) ?? new ReadbackSettings().Urls[0];
        var options = new ReadbackClientOptions { RetryFor = TimeSpan.FromSeconds(parsed.GetValue(_wait)) };
        try
        {
            return new ReadbackClient(new Uri(address, UriKind.RelativeOrAbsolute), Credential(parsed), options);
        }
        catch (Exception e) when (e is ArgumentException or UriFormatException)
        {
            throw new MisuseException($"--server: \"{address}\" is no address of a server, such as https://readback.plant.example.");
        }
    }

    /// <summary>What was said here goes before the environment, and a token before a user.</summary>
    private ReadbackCredential Credential(ParseResult parsed)
    {
        if (parsed.GetValue(_tokenFile) is { } file)
        {
            return Token(Secret("--token-file", file), "--token-file");
        }
        if (parsed.GetValue(_user) is null && environment(ClientVariables.Token) is { Length: > 0 } token)
        {
            return Token(token, ClientVariables.Token);
        }
        var password = parsed.GetValue(_passwordFile) is { } from
            ? Secret("--password-file", from)
            : environment(ClientVariables.Password);
        return (parsed.GetValue(_user) ?? environment(ClientVariables.User), password) switch
        {
            ({ Length: > 0 } user, { Length: > 0 }) => ReadbackCredential.Password(user, password),
            ({ Length: > 0 }, _) => throw new MisuseException($"The password is missing: give --password-file or {ClientVariables.Password}."),
            _ => throw new MisuseException(
                $"Who are you? Give a token (--token-file or {ClientVariables.Token}), or a user (--user or {ClientVariables.User}) "
                + $"with a password (--password-file or {ClientVariables.Password})."),
        };
    }

    private static ReadbackCredential Token(string token, string where)
    {
        try
        {
            return ReadbackCredential.Token(token);
        }
        catch (ArgumentException)
        {
            throw new MisuseException($"{where}: holds no token.");
        }
    }

    private static string Secret(string option, string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new byte[MaxSecretBytes];
            var length = file.ReadAtLeast(bytes, MaxSecretBytes, throwOnEndOfStream: false);
            using var lines = new StreamReader(new MemoryStream(bytes, 0, length));
            return lines.ReadLine() is { Length: > 0 } line ? line : throw new MisuseException($"{option}: the first line of {path} is empty.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MisuseException($"{option}: {e.Message}");
        }
    }
}

/// <summary>Nothing was tried: the command line, a file or the environment is wrong.</summary>
internal sealed class MisuseException(string message) : Exception(message);
