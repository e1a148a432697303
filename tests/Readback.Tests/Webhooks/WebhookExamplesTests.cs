using System.Diagnostics;
using System.Globalization;
using System.Text;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;
using Readback.Webhooks;

namespace Readback.Tests.Webhooks;

/// <summary>What docs/webhooks.md has a receiver do knows our deliveries, and nothing else.</summary>
public sealed class WebhookExamplesTests
{
    private const string AskNode = """
        import { readFileSync } from 'node:fs';
        const [, , header, secret, now] = process.argv;
        console.log(isGenuine(header, readFileSync('body'), secret, Number(now)));
        """;

    private const string AskPython = """
        import sys
        print(str(is_genuine(sys.argv[1], open('body', 'rb').read(), sys.argv[2], float(sys.argv[3]))).lower())
        """;

    [Theory]
    [InlineData("node", "check.mjs", "    import { createHmac", AskNode)]
    [InlineData("python3", "check.py", "    import hashlib", AskPython)]
    public async Task The_sample_tells_ours_from_others(string program, string file, string start, string ask)
    {
        Assert.SkipUnless(IsThere(program), $"{program} is not installed.");
        await using var house = await WebhookHouse.Open();
        var webhook = await house.Make();
        await house.Ayse.Say("Vana 3 açık");
        var came = await house.Receiver.Next();
        using var folder = new TemporaryFolder();
        System.IO.Directory.CreateDirectory(folder.Path);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, file), Sample(start) + "\n" + ask);
        var now = house.Server.Clock.GetUtcNow();

        async Task<string> Ask(string header, byte[] body, string secret, DateTimeOffset date)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.Path, "body"), body);
            return await Run(folder.Path, program, file, header, secret, date.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        }

        Assert.Equal("true", await Ask(came.Signature, came.Bytes, webhook.Secret, now));
        var both = WebhookSignature.Of(["rbwh_another", webhook.Secret], now, came.Bytes);
        Assert.Equal("true", await Ask(both, came.Bytes, webhook.Secret, now));
        Assert.Equal("false", await Ask(came.Signature, [.. came.Bytes, (byte)' '], webhook.Secret, now));
        Assert.Equal("false", await Ask(came.Signature, came.Bytes, "rbwh_another", now));
        Assert.Equal("false", await Ask(came.Signature, came.Bytes, webhook.Secret, now.AddMinutes(6)));
        Assert.Equal("false", await Ask("nonsense", came.Bytes, webhook.Secret, now));
    }

    /// <summary>The indented lines of the page from this one on.</summary>
    private static string Sample(string start)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "webhooks.md"));
        var sample = lines.SkipWhile(line => !line.StartsWith(start, StringComparison.Ordinal))
            .TakeWhile(line => line.Length == 0 || line.StartsWith("    ", StringComparison.Ordinal));
        return string.Join('\n', sample.Select(line => line.Length == 0 ? line : line[4..]));
    }

    private static bool IsThere(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));

    private static async Task<string> Run(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8,
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.Equal("", await error);
        return (await output).Trim();
    }
}
