using System.CommandLine;
using Readback.Configuration;

namespace Readback.Cli;

/// <summary>The options by which a command line chooses settings.</summary>
internal sealed class SettingsOptions
{
    private readonly Option<string?> _config = new("--config")
    {
        Description = $"The settings file, JSON; else {SettingsFile.DefaultName} in the working directory, if there is one.",
        HelpName = "file",
    };

    private readonly Option<string?> _urls = new("--urls")
    {
        Description = "Where to listen, divided by commas: http://0.0.0.0:80",
        HelpName = "urls",
    };

    private readonly Option<string?> _data = new("--data")
    {
        Description = "The directory that holds the database.",
        HelpName = "directory",
    };

    private readonly Option<string?> _store = new("--store")
    {
        Description = "A PostgreSQL database in place of the directory's: \"Host=…;Database=…;Username=…\"; better as READBACK_STORE, where it holds a password.",
        HelpName = "connection string",
    };

    public void AddTo(Command command)
    {
        AddDataTo(command);
        command.Options.Add(_urls);
    }

    /// <summary>For a command that only needs to know where the data is.</summary>
    public void AddDataTo(Command command)
    {
        command.Options.Add(_config);
        command.Options.Add(_data);
        command.Options.Add(_store);
    }

    public LoadedSettings Load(ParseResult parsed) => LoadedSettings.Load(new SettingsSources
    {
        ConfigFile = parsed.GetValue(_config),
        Environment = SettingsSources.ProcessEnvironment(),
        Options = new[] { _urls, _data, _store }
            .Where(option => parsed.GetValue(option) is not null)
            .ToDictionary(option => option.Name.TrimStart('-'), option => parsed.GetValue(option)!),
    });
}
