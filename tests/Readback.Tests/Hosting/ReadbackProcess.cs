using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Readback.Tests.Hosting;

/// <summary>The server as its own process, as an administrator starts it; its home and working directory are its own.</summary>
internal sealed class ReadbackProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ReadbackProcess(Process process) => _process = process;

    public int Id => _process.Id;

    /// <summary>What it wrote on standard output so far.</summary>
    public string Output => Locked(_output);

    /// <summary>What it wrote on standard error so far: problems, and its log.</summary>
    public string Errors => Locked(_errors);

    /// <param name="folder">Home and working directory.</param>
    /// <param name="environment">Variables beside those of the test.</param>
    /// <param name="arguments">What stands after <c>readback</c>.</param>
    public static ReadbackProcess Start(string folder, IEnumerable<(string Name, string Value)> environment, params string[] arguments)
    {
        System.IO.Directory.CreateDirectory(folder);
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "readback.dll"), .. arguments])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        start.Environment["HOME"] = folder;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        var started = new ReadbackProcess(Process.Start(start)!);
        started.Listen();
        return started;
    }

    /// <summary>The address it says it listens on.</summary>
    public Task<Uri> Address() => _listening.Task.WaitAsync(Patience);

    /// <summary>Asks it to stop, as a service manager does.</summary>
    public async Task Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    public async Task<int> ExitCode()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            // What it held (its data directory, its address) is free when this returns.
            _process.WaitForExit();
        }
        _process.Dispose();
    }

    private void Listen()
    {
        _process.OutputDataReceived += (_, line) =>
        {
            Add(_output, line.Data);
            if (line.Data?.Trim().StartsWith("listens on", StringComparison.Ordinal) == true)
            {
                _listening.TrySetResult(new Uri(line.Data.Split(' ')[^1]));
            }
        };
        _process.ErrorDataReceived += (_, line) => Add(_errors, line.Data);
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => _listening.TrySetException(new InvalidOperationException($"It ended:\n{Output}\n{Errors}"));
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private static void Add(StringBuilder text, string? line)
    {
        lock (text)
        {
            text.Append(line).Append('\n');
        }
    }

    private static string Locked(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
