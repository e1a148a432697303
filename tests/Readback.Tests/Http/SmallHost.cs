using Microsoft.Extensions.DependencyInjection;
using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Readback.Configuration;
using Readback.Http;
using Readback.Http.Hosting;

namespace Readback.Tests.Http;

/// <summary>
/// What surrounds the features, around endpoints of a test's own: it does what no feature ever should, such as fail.
/// </summary>
internal sealed class SmallHost : IAsyncDisposable, ILoggerProvider
{
    private readonly WebApplication _app;

    private SmallHost(ReadbackSettings settings, Action<WebApplication> map, Func<Exception, ProblemResult?> translate)
    {
        var builder = HttpHost.CreateBuilder(settings);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Logging.ClearProviders().AddProvider(this);
        _app = builder.Build();
        _app.UseHttpHost(settings, translate);
        map(_app);
    }

    /// <summary>What was logged.</summary>
    public ConcurrentQueue<string> Logged { get; } = [];

    public Uri Address => new(_app.Urls.First());

    public static async Task<SmallHost> Run(
        Action<WebApplication> map, Func<ReadbackSettings, ReadbackSettings>? change = null, Func<Exception, ProblemResult?>? translate = null)
    {
        var settings = new ReadbackSettings { Urls = ["http://127.0.0.1:0"] };
        var host = new SmallHost(change?.Invoke(settings) ?? settings, map, translate ?? (_ => null));
        await host._app.StartAsync();
        return host;
    }

    /// <summary>A client; any certificate is good enough for it.</summary>
    public HttpClient Client(Version? version = null) => new(new SocketsHttpHandler
    {
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
    })
    {
        BaseAddress = Address,
        DefaultRequestVersion = version ?? HttpVersion.Version11,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    public Task Stop() => _app.StopAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    public ILogger CreateLogger(string categoryName) => new Logger(Logged, categoryName);

    public void Dispose() { }

    private sealed class Logger(ConcurrentQueue<string> logged, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            logged.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception?.Message}");
    }
}
