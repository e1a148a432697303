using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Readback.Accounts;
using Readback.Chat;
using Readback.Configuration;
using Readback.Directory;
using Readback.Feed;
using Readback.Http;
using Readback.Storage;
using Readback.Tests.Hosting;
using Readback.Text;

namespace Readback.Tests.Fuzz;

/// <summary>What reads input reads any input: it says yes or no, never breaks, and what it says yes to keeps its rule.</summary>
public sealed class ParserFuzzTests : IDisposable
{
    private const string Variable = "READBACK_FUZZ_ITERATIONS";
    private const int Usual = 20_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Ids() => Run(mutator =>
    {
        var text = mutator.Text(["1", "0", "1099511628963", "9223372036854775807", "007"]);
        Assert.True(!WireId.TryParse(text, out var id) || id.ToString(CultureInfo.InvariantCulture) == text);

        var lists = Enumerable.Range(0, 3).Select(_ => mutator.Text(["1", "1,2", " 3 , 4 ", ",", "1099511628963"])).ToArray();
        if (MessageIds.TryRead("messageIds", new StringValues(lists[..2]), new StringValues(lists[2..]), out var ids, out _))
        {
            Assert.Equal(string.Join(',', lists).Split(',').Select(one => one.Trim()), ids.Select(one => one.ToString(CultureInfo.InvariantCulture)));
        }
    });

    [Fact]
    public void Paging_parameters() => Run(mutator =>
    {
        string[] numbers = ["0", "1", "20", "2000", "2147483647"];
        string[] sorts = ["date", "date,desc", "date,asc", "id", "date,down"];
        var query = new PagingQuery
        {
            Page = Maybe(numbers), Size = Maybe(numbers), PageNumber = Maybe(numbers), PageSize = Maybe(numbers),
            Sort = mutator.Chance(50) ? null : [mutator.Text(sorts), mutator.Text(sorts)],
        };
        if (Paging.TryRead(query, ["date", "id"], out var paging, out _))
        {
            Assert.InRange(paging.Size, 1, Paging.MaxSize);
            Assert.InRange(paging.Offset, 0, (long)int.MaxValue * Paging.MaxSize);
            Assert.All(paging.Orders, order => Assert.Contains(order.Property, (string[])["date", "id"]));
        }

        string? Maybe(string[] seeds) => mutator.Chance(40) ? null : mutator.Text(seeds);
    });

    [Fact]
    public void Dates() => Run(mutator =>
    {
        string[] seeds = ["2026-11-23", "2026-11-23T09:15:02.547Z", "2026-11-23T12:15+03:00", "20261123T0915", "0001-01-01", "9999-12-31T23:59:59.9999999-23:59"];
        if (DateBounds.TryRead("from", mutator.Text(seeds), "to", mutator.Text(seeds), out var bounds, out _))
        {
            Assert.All((DateTimeOffset?[])[bounds.From, bounds.To], date => Assert.True(date is null || date.Value.Ticks % TimeSpan.TicksPerMillisecond == 0));
        }
    });

    [Fact]
    public void Bodies_and_charsets() => Run(mutator =>
    {
        string[] types =
        [
            "text/plain", "text/plain; charset=utf-8", "text/plain; charset=\"UTF-16\"", "text/plain;charset=windows-1254", "text/plain; charset=utf-32be",
            "text/plain; charset=shift_jis", "text/plain; charset=gb18030", "text/plain; charset=utf-7", "text/plain; charset=ibm1026",
            "application/json", "application/json; charset=utf-16", "multipart/form-data; boundary=x", "*/*",
        ];
        byte[][] bodies = [.. ((string[])["Pump 3 is off", "\"a JSON string\"", "\"\\ud800\"", "\uFEFFwith a mark", "İstanbul ğüş", "😀", "\"\\u0000\""])
            .SelectMany(text => (byte[][])[Mutator.Utf8(text), Encoding.Unicode.GetBytes(text), Encoding.UTF32.GetBytes(text)])];
        var decoded = BodyDecoding.Decode(mutator.Bytes(bodies), mutator.Chance(5) ? null : mutator.Text(types));
        if (!decoded.IsText)
        {
            Assert.Contains(decoded.Fault.Status, (int[])[400, 415]);
        }
        else if (MessageText.Check(decoded.Text) == MessageTextFault.None)
        {
            Assert.InRange(decoded.Text.Length, 1, MessageText.MaxUnits);
            Assert.Equal(decoded.Text, Encoding.UTF8.GetString(new UTF8Encoding(false, true).GetBytes(decoded.Text)));
            Assert.Equal(decoded.Text.Length, CaseFolding.Fold(decoded.Text).Length);
        }
    });

    [Fact]
    public void Headers() => Run(mutator =>
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Cookie = mutator.Text(["ins_access_token=abc", "a=b; ins_access_token=abc; ins_refresh_token=\"x\"", "ins_access_token=a; ins_access_token=b", ";=;"]);
        http.Request.Headers["X-Space"] = mutator.Text(["boiler-2", "kazan%20dairesi", "%C4%9F%C3%BC", "%FF", "\u00C4\u009F"]);
        http.Request.Headers["Last-Event-ID"] = mutator.Text(["0", "17", "9223372036854775807", "-1"]);
        http.Request.Headers.Authorization = mutator.Text(["Bearer abc", "bearer  abc ", "Basic abc", "Bearer"]);
        http.Request.QueryString = QueryString.Create("lastEventId", mutator.Text(["3"]));

        _ = http.Request.Cookies["ins_access_token"];
        _ = CrossSite.TryGetBearer(http.Request, out _);
        Assert.True(ResumePoint.Of(http.Request).Position is null or >= 0);
        if (Tenancy.SpaceName(http.Request) is { } name)
        {
            Assert.Equal(name, Encoding.UTF8.GetString(new UTF8Encoding(false, true).GetBytes(name)));
        }
    });

    /// <summary>A token is whole or nothing: what was changed names no session, or the same one where the change means nothing.</summary>
    [Fact]
    public async Task Tokens()
    {
        await using var data = await TestData.Create();
        await using var store = await data.Open();
        var keys = new SigningKeys();
        await store.Write(async db =>
        {
            await keys.Renew(db);
            return true;
        });
        var clock = new ObservedClock(ReadbackServer.Start);
        var tokens = new AccessTokens(keys, new ReadbackSettings(), clock);
        var good = tokens.Issue(new SessionRow("session", 1, "", clock.GetUtcNow(), clock.GetUtcNow(), null));
        var ours = 0;
        await Run(async mutator =>
        {
            var session = await tokens.SessionEvenIfExpired(mutator.Text([good]));
            Assert.True(session is null or "session");
            ours += session is null ? 0 : 1;
        });
        Assert.NotEqual(0, ours);
    }

    [Fact]
    public void Settings_files() => Run(mutator =>
    {
        byte[][] files =
        [
            .. ((string[])
            [
                "{}", """{ "urls": ["http://*:1"], "network": { "trustedProxies": ["10.0.0.0/8"] } }""", """{ "sessions": { "lockMinutes": 5, "accessCookieName": "a" }, }""",
                """{ "limits": { "maxHeaderBytes": 9000 }, "logging": { "level": "Error" } } // and why""", """{ "store": "Host=db;Database=x", "data": "x" }""",
            ]).Select(Mutator.Utf8),
        ];
        System.IO.Directory.CreateDirectory(_folder.Path);
        var path = Path.Combine(_folder.Path, "readback.json");
        File.WriteAllBytes(path, mutator.Bytes(files));
        var loaded = LoadedSettings.Load(new SettingsSources { ConfigFile = path });
        Assert.All(loaded.Problems, problem => Assert.False(string.IsNullOrWhiteSpace(problem)));
        if (loaded.AreGood)
        {
            Assert.All(SettingsTable.All, setting => Assert.True(
                setting.Read(loaded.Settings) is { Count: 0 } || setting.Change(new ReadbackSettings(), setting.Read(loaded.Settings)) is not null, setting.Name));
        }
    }, files: 10);

    /// <param name="check">One round.</param>
    /// <param name="files">One in so many rounds where each of them writes a file.</param>
    private static void Run(Action<Mutator> check, int files = 1)
    {
        var run = FuzzRun.Of(Variable, Usual);
        var mutator = new Mutator(new Random(run.Seed));
        for (var step = 0; step < run.Count / files; step++)
        {
            var failure = Record.Exception(() => check(mutator));
            Assert.True(failure is null, failure + run.Again(Variable, step * files));
        }
    }

    private static async Task Run(Func<Mutator, Task> check)
    {
        var run = FuzzRun.Of(Variable, Usual);
        var mutator = new Mutator(new Random(run.Seed));
        for (var step = 0; step < run.Count; step++)
        {
            var failure = await Record.ExceptionAsync(() => check(mutator));
            Assert.True(failure is null, failure + run.Again(Variable, step));
        }
    }
}
