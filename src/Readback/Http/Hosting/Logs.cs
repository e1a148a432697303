using Microsoft.Extensions.Logging.Console;
using Readback.Configuration;

namespace Readback.Http.Hosting;

/// <summary>
/// The server's log, on standard error. Below Readback's own entries the framework's begin at warnings whatever the
/// settings say: its lesser ones tell of queries and headers, which are nobody's to read.
/// </summary>
internal static class Logs
{
    private const string TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";

    public static void AddLogs(this ILoggingBuilder logging, LoggingSettings settings)
    {
        logging.SetMinimumLevel(Louder(settings.Level, LogLevel.Warning))
            .AddFilter("Readback", settings.Level)
            // Says when requests begin and end, which is never written here; while anybody listens, each request is traced.
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
            // A start that fails is told in one sentence by whoever started it.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        if (IsJson(settings.Format))
        {
            logging.AddJsonConsole(console => (console.UseUtcTimestamp, console.TimestampFormat) = (true, TimestampFormat.TrimEnd()));
        }
        else
        {
            logging.AddSimpleConsole(console =>
                (console.UseUtcTimestamp, console.TimestampFormat, console.SingleLine) = (true, TimestampFormat, true));
        }
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    private static bool IsJson(LogFormat format) => format switch
    {
        LogFormat.Auto => System.Console.IsErrorRedirected,
        _ => format == LogFormat.Json,
    };

    private static LogLevel Louder(LogLevel one, LogLevel other) => one > other ? one : other;
}
