using System.Text.RegularExpressions;

namespace Readback.Tests.Tidy;

/// <summary>A pattern that the server's code does not contain, why, and the few files that may.</summary>
internal sealed record BannedCode(string Name, string Pattern, string Why, params string[] AllowedIn)
{
    public static readonly IReadOnlyList<BannedCode> All =
    [
        new("wall clock",
            @"\bDateTime(Offset)?\.(UtcNow|Now|Today)\b",
            "time comes from TimeProvider, so that tests own the clock"),

        new("Thread.Sleep",
            @"\bThread\.Sleep\b",
            "it holds a thread and no test can hurry it"),

        // Task.Delay(wait, time, token) is fine: the overload that takes a TimeProvider moves with a fake clock.
        new("Task.Delay without a clock",
            @"\bTask\.Delay\s*\((?![^;]*\b(_?time|_?clock|_?timeProvider)\b)",
            "give it the TimeProvider, in a variable called time or clock"),

        new("sync over async",
            @"\.GetAwaiter\(\)\s*\.GetResult\(\)",
            "it starves the thread pool under load; await instead"),

        new("outgoing call",
            @"\b(HttpClient|HttpMessageInvoker|WebRequest|TcpClient|UdpClient|SmtpClient|ClientWebSocket)\b",
            "the server asks nobody but its database, and delivers where an administrator said: it has to work where there is no other network",
            "Webhooks/WebhookSender.cs"),

        new("catch-all",
            @"\bcatch\s*(\(\s*(System\.)?Exception(\s+\w+)?\s*\)\s*)?(?!\s*(\(|when\b))\{",
            "an exception is a bug or a lost disk: name what is expected, or filter with 'when'"),
    ];

    public IEnumerable<string> FindIn(SourceFile file) => AllowedIn.Contains(file.Path)
        ? []
        : Regex.Matches(file.Code, Pattern).Select(match => $"{file.At(match)}: {Name}: {Why}");

    public override string ToString() => Name;
}
