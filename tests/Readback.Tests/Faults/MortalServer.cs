using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Readback.Tests.Hosting;

namespace Readback.Tests.Faults;

/// <summary>
/// A server process that is killed and started again on the same data. Its clients do not know where it listens, nor whether
/// it does: a call waits while there is none, and breaks when the one it went to dies.
/// </summary>
/// <param name="folder">Its home; the data are in <c>data</c> below it.</param>
/// <param name="environment">Variables beside those that every start has.</param>
internal sealed class MortalServer(string folder, params (string Name, string Value)[] environment) : IDisposable
{
    /// <summary>Where the data are when they are not in <see cref="Data"/>: a command has to be told, too.</summary>
    private const string Store = "READBACK_STORE";

    private readonly (string Name, string Value)[] _environment =
    [
        ("READBACK_ADMIN_PASSWORD", ReadbackServer.AdminPassword), ("READBACK_SESSIONS_LOGIN_BURST", "100000"),
        ("READBACK_SESSIONS_LOGINS_PER_MINUTE", "100000"), ("READBACK_SESSIONS_ACCESS_TOKEN_SECONDS", "3600"),
        // It lives for a second or so: code that is made to run well for hours costs more than it gives.
        ("DOTNET_TieredPGO", "0"),
        .. environment,
    ];

    private TaskCompletionSource<Uri> _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ReadbackProcess? _process;
    private bool _isDead;

    public string Data { get; } = Path.Combine(folder, "data");

    /// <summary>What the process that runs, or ran last, has written to its log.</summary>
    public string Errors => _process!.Errors;

    /// <summary>Starts it, and returns at once.</summary>
    public void Begin() => (_isDead, _process) = (false, ReadbackProcess.Start(folder, _environment, "--urls", "http://127.0.0.1:0", "--data", Data));

    /// <summary>Starts it, and returns when it listens.</summary>
    public async Task Start()
    {
        Begin();
        _up.SetResult(await _process!.Address());
    }

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        if (_up.Task.IsCompleted)
        {
            _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        if (!_isDead)
        {
            _process?.Dispose();
            _isDead = true;
        }
    }

    /// <summary>What <c>readback</c> with these arguments, and the data, ends with: its exit code and all that it said.</summary>
    public async Task<(int Code, string Said)> Run(params string[] arguments)
    {
        using var process = ReadbackProcess.Start(folder, environment.Where(variable => variable.Name == Store), [.. arguments, "--data", Data]);
        var code = await process.ExitCode();
        return (code, process.Output + process.Errors);
    }

    /// <summary>A client of whichever process listens.</summary>
    public HttpClient Client() => new(new Way(this))
    {
        BaseAddress = new Uri("http://readback.test"), Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Somebody who is logged in.</summary>
    public async Task<HttpClient> LogIn(string username, string password, string space)
    {
        var client = Client();
        using var form = new FormUrlEncodedContent([new("username", username), new("password", password)]);
        using var answer = await client.PostAsync("/login", form);
        Assert.Equal(200, (int)answer.StatusCode);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", body.GetProperty("access_token").GetString());
        client.DefaultRequestHeaders.Add("X-Space", space);
        return client;
    }

    public void Dispose() => Kill();

    private sealed class Way(MortalServer server)
        : DelegatingHandler(new SocketsHttpHandler { UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(10) })
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var address = await server._up.Task.WaitAsync(cancellationToken);
            request.RequestUri = new Uri(address, request.RequestUri!.PathAndQuery);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
