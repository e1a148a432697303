using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Readback.Tests.Hosting;

namespace Readback.Tests.Cli;

/// <summary>The process itself: how it starts, what it says, and how it ends.</summary>
[Trait("Engine", "Sqlite")]
public sealed partial class ServeTests : IDisposable
{
    private const string Password = "correct horse 1";
    private static readonly string[] AnyPort = ["--urls", "http://127.0.0.1:0"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_says_where_it_is_and_how_to_log_in_and_stops_when_told()
    {
        using var server = Start([], AnyPort);
        var address = await server.Address();
        var password = FirstPassword.Match(server.Output).Groups["password"].Value;

        Assert.Equal(HttpStatusCode.OK, (await LogIn(address, password)).StatusCode);
        Assert.Matches("""^Readback \d+\.\d+\.\d+""", server.Output[server.Output.IndexOf("Readback ", StringComparison.Ordinal)..]);
        Assert.Contains(Path.Combine(_folder.Path, "data"), server.Output, StringComparison.Ordinal);

        await server.Terminate();
        Assert.Equal(0, await server.ExitCode());
        Assert.Equal("", server.Errors.Trim());
    }

    [Fact]
    public async Task The_first_password_is_shown_once_and_never_where_it_was_given()
    {
        await StartAndStop([("READBACK_ADMIN_PASSWORD", Password)], server => Assert.DoesNotContain("password   ", server.Output, StringComparison.Ordinal));
        await StartAndStop([], server => Assert.DoesNotContain("password   ", server.Output, StringComparison.Ordinal));
    }

    /// <summary>Here no reflection helps out where the serializer knows a type not: as in a native executable.</summary>
    [Fact]
    public async Task It_describes_its_api_as_it_is_kept()
    {
        using var server = Start([], AnyPort);
        using var client = new HttpClient { BaseAddress = await server.Address() };

        var served = await client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken);

        var kept = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "openapi.v1.json"), TestContext.Current.CancellationToken);
        Assert.Equal(kept.TrimEnd(), served.ReplaceLineEndings("\n").TrimEnd());
    }

    [Fact]
    public async Task Nothing_is_written_but_into_the_data_directory()
    {
        await StartAndStop([], _ => { });

        Assert.Equal(["data"], System.IO.Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName)
            .Where(name => name != ".dotnet"));
    }

    [Fact]
    public async Task What_was_accepted_is_answered_before_it_stops_and_is_there_when_it_starts_again()
    {
        const int Senders = 40;
        var sent = 0;
        using (var server = Start([("READBACK_ADMIN_PASSWORD", Password)], AnyPort))
        {
            using var admin = await Admin(await server.Address());
            var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var senders = Enumerable.Range(0, Senders).Select(async _ =>
            {
                // Each sends until the server takes no more; a send that was answered with 204 must have been kept.
                while (await Send(admin))
                {
                    Interlocked.Increment(ref sent);
                    first.TrySetResult();
                }
            }).ToList();
            await first.Task;
            await server.Terminate();
            await Task.WhenAll(senders);
            Assert.Equal(0, await server.ExitCode());
        }

        using var again = Start([], AnyPort);
        using var reader = await Admin(await again.Address());
        var unread = await reader.GetFromJsonAsync<JsonElement>("/api/chat/unread", TestContext.Current.CancellationToken);
        // A send whose answer got lost with its connection may have been kept too.
        Assert.InRange(unread.GetProperty("total").GetInt32(), sent, sent + Senders);
    }

    [Theory]
    [InlineData("READBACK_SESSIONS_SESSION_DAYS", "0", "sessions.sessionDays")]
    [InlineData("READBACK_NO_SUCH_THING", "1", "READBACK_NO_SUCH_THING names no setting")]
    [InlineData("READBACK_URLS", "https://127.0.0.1:0", "network.certificateFile")]
    public async Task Wrong_settings_stop_it_with_a_sentence_and_exit_code_2(string variable, string value, string expected)
    {
        using var server = Start([(variable, value)]);

        Assert.Equal(2, await server.ExitCode());
        Assert.Contains(expected, server.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Errors, StringComparison.Ordinal);
        Assert.False(System.IO.Directory.Exists(Path.Combine(_folder.Path, "data")));
    }

    [Fact]
    public async Task Data_that_is_in_use_and_an_address_that_is_taken_stop_it_with_a_sentence_and_exit_code_1()
    {
        using var server = Start([], AnyPort);
        var address = await server.Address();

        using var second = Start([], AnyPort);
        Assert.Equal(1, await second.ExitCode());
        Assert.Contains("is in use by another Readback process", second.Errors, StringComparison.Ordinal);

        using var third = Start([], "serve", "--data", "other", "--urls", address.ToString().TrimEnd('/'));
        Assert.Equal(1, await third.ExitCode());
        Assert.Contains("address already in use", third.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", second.Errors + third.Errors, StringComparison.Ordinal);
    }

    private ReadbackProcess Start((string, string)[] environment, params string[] arguments) =>
        ReadbackProcess.Start(_folder.Path, environment, arguments);

    private async Task StartAndStop((string, string)[] environment, Action<ReadbackProcess> look)
    {
        using var server = Start(environment, AnyPort);
        await server.Address();
        await server.Terminate();
        Assert.Equal(0, await server.ExitCode());
        look(server);
    }

    private static async Task<bool> Send(HttpClient client)
    {
        try
        {
            using var answer = await client.PostAsync("/api/chat/messages", new StringContent("Pump 3 is off"));
            return answer.StatusCode == HttpStatusCode.NoContent;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<HttpResponseMessage> LogIn(Uri address, string password)
    {
        using var client = new HttpClient { BaseAddress = address };
        using var form = new FormUrlEncodedContent([new("username", "admin"), new("password", password)]);
        return await client.PostAsync("/login", form);
    }

    private static async Task<HttpClient> Admin(Uri address)
    {
        using var answer = await LogIn(address, Password);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", body.GetProperty("access_token").GetString());
        client.DefaultRequestHeaders.Add("X-Space", "default_space");
        return client;
    }

    [GeneratedRegex(@"the password   (?<password>\S+)")]
    private static partial Regex FirstPassword { get; }
}
