using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Readback.Bench.Load;

/// <summary>A server as a process of its own, on a free port of this machine. It never outlives its owner.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>How the load program's own sockets are set, which is no business of the server's.</summary>
    private const string OwnSocketsSetting = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    private const int StartSeconds = 60;
    private const int StopSeconds = 10;

    /// <summary>How closely its first answer is timed.</summary>
    private const int LookMilliseconds = 3;

    private const int MaxOutputLines = 100;

    private readonly Process _process;
    private readonly EventHandler _onExit;
    private readonly ConcurrentQueue<string> _output = [];

    private ServerProcess(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        _onExit = (_, _) => Kill();
        AppDomain.CurrentDomain.ProcessExit += _onExit;
    }

    public Uri Address { get; }

    public int Id => _process.Id;

    /// <summary>From the start of the process to its first answer.</summary>
    public TimeSpan ToFirstAnswer { get; private set; }

    /// <summary>Starts a server on a data directory and returns when it answers.</summary>
    /// <param name="executable">A <c>readback.dll</c>, or a native executable.</param>
    /// <param name="directory">The data directory.</param>
    /// <param name="store">The PostgreSQL database in its place, if any.</param>
    public static async Task<ServerProcess> Start(string executable, string directory, string? store = null)
    {
        var address = FreeAddress();
        return await Start(
            Command(executable, directory, ["serve", "--urls", address.OriginalString, .. Place(directory, store)]), address);
    }

    /// <summary>Starts one of this program's own servers, with the garbage collector that the product has.</summary>
    /// <param name="name">Which one.</param>
    /// <param name="directory">Where it runs; it keeps nothing.</param>
    public static async Task<ServerProcess> StartYardstick(string name, string directory)
    {
        var address = FreeAddress();
        var command = Command(
            Path.Combine(AppContext.BaseDirectory, "Readback.Bench.dll"), directory, name, "--urls", address.OriginalString);
        command.Environment["DOTNET_gcServer"] = "0";
        return await Start(command, address);
    }

    private static async Task<ServerProcess> Start(ProcessStartInfo command, Uri address)
    {
        var watch = Stopwatch.StartNew();
        var server = new ServerProcess(Process.Start(command)!, address);
        server.KeepOutput();
        try
        {
            await server.WaitUntil("/health/live", watch);
            server.ToFirstAnswer = watch.Elapsed;
            await server.WaitUntil("/health/ready", watch);
            return server;
        }
        catch (InvalidOperationException e)
        {
            await server.DisposeAsync();
            throw new InvalidOperationException(string.Join('\n', [e.Message, .. server._output]), e);
        }
    }

    /// <summary>Lets the product itself check data that no server holds any more.</summary>
    public static Task Verify(string executable, string directory, string? store) =>
        Run(Command(executable, directory, ["verify", .. Place(directory, store)]), "After the load the data is not in order");

    /// <summary>Moves a data directory into an empty PostgreSQL database.</summary>
    public static Task Move(string executable, string directory, string store) =>
        Run(Command(executable, directory, "move", "--from", directory, "--to", store), "What was seeded could not be moved");

    private static string[] Place(string directory, string? store) =>
        store is null ? ["--data", directory] : ["--store", store];

    private static async Task Run(ProcessStartInfo command, string problem)
    {
        using var process = Process.Start(command)!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{problem}:\n{said}{await errors}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= _onExit;
        Kill();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(StopSeconds));
        await _process.WaitForExitAsync(patience.Token);
        _process.Dispose();
    }

    private static ProcessStartInfo Command(string executable, string directory, params string[] arguments)
    {
        var command = new ProcessStartInfo
        {
            FileName = executable.EndsWith(".dll", StringComparison.Ordinal) ? "dotnet" : executable,
            // Settings of this machine's own are none of the measurement.
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in command.Environment.Keys.Where(name => name.StartsWith("READBACK_", StringComparison.Ordinal)).ToList())
        {
            command.Environment.Remove(name);
        }
        command.Environment.Remove(OwnSocketsSetting);
        // Log in once, and measure for longer than a token usually lasts.
        command.Environment["READBACK_SESSIONS_ACCESS_TOKEN_SECONDS"] = "3600";
        if (command.FileName == "dotnet")
        {
            command.ArgumentList.Add(executable);
        }
        foreach (var argument in arguments)
        {
            command.ArgumentList.Add(argument);
        }
        return command;
    }

    private static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    /// <summary>What the server prints is read, so that it never waits for us, and its end is kept for the case of need.</summary>
    private void KeepOutput()
    {
        void Keep(object _, DataReceivedEventArgs line)
        {
            _output.Enqueue(line.Data ?? "");
            while (_output.Count > MaxOutputLines && _output.TryDequeue(out var _))
            {
            }
        }
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private async Task WaitUntil(string path, Stopwatch watch)
    {
        var request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: readback\r\n\r\n");
        for (; watch.Elapsed.TotalSeconds < StartSeconds; await Task.Delay(LookMilliseconds))
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"The server ended with code {_process.ExitCode} instead of serving:");
            }
            try
            {
                using var wire = await Wire.Connect(Address);
                if ((await wire.Send(request)).Status == 200)
                {
                    return;
                }
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                // Not listening yet.
            }
        }
        throw new InvalidOperationException($"The server was not ready after {StartSeconds} seconds:");
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It has ended by itself.
        }
    }
}
