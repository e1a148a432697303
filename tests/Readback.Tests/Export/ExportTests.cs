using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Readback.Export;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Export;

/// <summary>What auditors and administrators get of a space that they are members of.</summary>
public sealed class ExportTests(ExportHouse house) : IClassFixture<ExportHouse>
{
    private const string Path = "/api/export";

    private readonly ReadbackServer _server = house.Server;

    [Fact]
    public async Task An_auditor_takes_the_record_away_with_who_has_read_it_and_who_has_not()
    {
        var (dina, ayse, bora) = await Room();
        var first = await ayse.Say("Kazan 2 devrede, \"basınç\" 11,8 bar.\nİyi vardiyalar 👍");
        await bora.Say("Anlaşıldı.");
        _server.Clock.Advance(TimeSpan.FromSeconds(2));
        await (await bora.PostText($"/api/chat/messages/set-read?messageIds={first}", "")).Is(204);

        using var answer = await dina.Get($"{Path}?zone=Europe/Istanbul");
        var (text, lines) = await Lines(answer);

        Assert.Equal("application/jsonl", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(".jsonl", answer.Content.Headers.ContentDisposition?.FileNameStar, StringComparison.Ordinal);
        Assert.Equal([answer.Headers.GetValues("X-Log-Position").Single()], [lines[0]["position"]!.ToString()]);
        Assert.Equal(("dina", "Europe/Istanbul", dina.Space), (lines[0]["madeBy"]!.ToString(), lines[0]["zone"]!.ToString(), lines[0]["space"]!.ToString()));
        Assert.Equal("Kazan 2 devrede, \"basınç\" 11,8 bar.\nİyi vardiyalar 👍", lines[1]["content"]!.ToString());
        var read = lines[1]["readBy"]!.AsArray().Single()!;
        Assert.Equal(("bora", true), (read[0]!.ToString(), read[1]!.ToString().EndsWith("+03:00", StringComparison.Ordinal)));
        Assert.Equal(_server.Clock.GetUtcNow(), DateTimeOffset.Parse(read[1]!.ToString(), null));
        Assert.Equal(["dina"], lines[1]["unreadBy"]!.AsArray().Select(name => name!.ToString()));
        Assert.Equal((2, 6, 3), ((int)lines[^1]["messages"]!, (int)lines[^1]["recipients"]!, (int)lines[^1]["reads"]!));
        var before = text[..(text.TrimEnd('\n').LastIndexOf('\n') + 1)];
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(before))), lines[^1]["sha256"]!.ToString());
    }

    [Fact]
    public async Task A_position_shows_the_same_again_however_much_has_happened_since()
    {
        var (dina, ayse, bora) = await Room();
        var first = await ayse.Say("Pump 3 is off");
        var (_, then) = await Lines(await dina.Get(Path));
        await (await bora.PostText($"/api/chat/messages/set-read?messageIds={first}", "")).Is(204);
        await bora.Say("Pump 3 is on");

        var (_, again) = await Lines(await dina.Get($"{Path}?position={then[0]["position"]}"));
        var (_, now) = await Lines(await dina.Get(Path));

        Assert.Equal(then.Skip(1).SkipLast(1).Select(line => line.ToJsonString()), again.Skip(1).SkipLast(1).Select(line => line.ToJsonString()));
        Assert.Equal((3, 4), (then.Count, now.Count));
        Assert.Empty(again[1]["readBy"]!.AsArray());
        Assert.NotEmpty(now[1]["readBy"]!.AsArray());
        await dina.Get($"{Path}?position={(long)now[0]["position"]! + 1}").Problem(400, "Bad Request");
    }

    [Fact]
    public async Task A_span_is_of_the_zones_days()
    {
        var (dina, ayse, _) = await Room();
        _server.Clock.AdjustTime(new DateTimeOffset(_server.Clock.GetUtcNow().UtcDateTime.Date.AddDays(1).AddHours(20.5), TimeSpan.Zero));
        await ayse.Say("before midnight in Istanbul");
        _server.Clock.Advance(TimeSpan.FromHours(1));
        await ayse.Say("after midnight in Istanbul, before it in Greenwich");
        var day = _server.Clock.GetUtcNow().ToString("yyyy-MM-dd");

        var (_, utc) = await Lines(await dina.Get($"{Path}?to={day}"));
        var (_, istanbul) = await Lines(await dina.Get($"{Path}?to={day}&zone=Europe/Istanbul"));
        Assert.Equal((2, 1), ((int)utc[^1]["messages"]!, (int)istanbul[^1]["messages"]!));
    }

    [Fact]
    public async Task What_is_wrong_is_named()
    {
        var (dina, _, _) = await Room();
        foreach (var (query, field) in ((string, string)[])
            [
                ("zone=Mars/Olympus", "zone"),
                ("zone=../../../etc/passwd", "zone"),
                ("zone=Europe", "zone"),
                ("from=yesterday", "from"),
                ("to=2026-02-30", "to"),
                ("from=2026-11-24&to=2026-11-23", "from"),
                ("format=pdf", "format"),
                ("language=fr", "language"),
                ("position=-1", "position"),
                ("position=12345678901234", "position"),
            ])
        {
            using var answer = await dina.Get($"{Path}?{query}");
            Assert.StartsWith($"{field}: ", await Task.FromResult(answer).BadRequest(), StringComparison.Ordinal);
            Assert.False(answer.Content.Headers.Contains("Content-Disposition"));
        }
    }

    [Fact]
    public async Task Operators_may_not_and_an_administrator_joins_first_and_both_are_on_record()
    {
        var (dina, ayse, _) = await Room();
        await ayse.Get(Path).Problem(403, "Forbidden");
        var admin = await _server.LogIn("admin", dina.Space);
        await admin.Get(Path).Problem(403, "Forbidden");
        await _server.Join("admin", dina.Space!);
        await (await admin.Get(Path)).Is(200);

        var acts = await admin.GetJson("/api/audit?msg=space.exported");
        var (act, count) = (acts.GetProperty("content")[0], acts.GetProperty("content").EnumerateArray()
            .Count(act => act.GetProperty("target").GetString()!.StartsWith($"{dina.Space},", StringComparison.Ordinal)));
        Assert.Equal(("admin", 1), (act.GetProperty("username").GetString(), count));
        Assert.StartsWith($"{dina.Space}, jsonl, ", act.GetProperty("target").GetString(), StringComparison.Ordinal);
        // It is an act on the auditor's own space.
        Assert.Contains("space.exported", (await dina.GetJson("/api/audit?size=2000")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_at_a_time_for_a_user_and_few_in_all()
    {
        var (dina, ayse, _) = await Room();
        await ayse.Say("hello");
        var gate = _server.Services.GetRequiredService<ExportGate>();
        Assert.True(_server.Directory.TryGetUser("dina", out var user));
        Assert.Null(gate.Enter(user.Id));
        using (var refused = await dina.Get(Path))
        {
            await Task.FromResult(refused).Problem(429, "Too Many Requests");
            Assert.NotNull(refused.Headers.RetryAfter);
        }
        gate.Leave(user.Id);
        await (await dina.Get(Path)).Is(200);

        long[] others = [-1, -2, -3];
        Assert.All(others, other => Assert.Null(gate.Enter(other)));
        await dina.Get(Path).Problem(503, "Service Unavailable");
        Array.ForEach(others, gate.Leave);
        await (await dina.Get(Path)).Is(200);
    }

    [Fact]
    public async Task The_form_holds_all_of_it_and_lets_nothing_run()
    {
        var (dina, ayse, bora) = await Room();
        var id = await ayse.Say("<script>alert(1)</script> & \"İyi\"");
        await (await bora.PostText($"/api/chat/messages/set-read?messageIds={id}", "")).Is(204);
        using var answer = await dina.Get($"{Path}?format=html&language=tr&zone=Europe/Istanbul");
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;İyi&quot;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<html lang=\"tr\">", html, StringComparison.Ordinal);
        Assert.Contains("<b>2 / 3</b>", html, StringComparison.Ordinal);
        Assert.Contains("Okumayan: dina", html, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", html, StringComparison.Ordinal);
        // What is longer than a few lines may go on on the next sheet; nothing else is torn.
        Assert.DoesNotContain("<tr class=\"long\">", html, StringComparison.Ordinal);
        await ayse.Say(new string('x', 4000));
        using var longer = await dina.Get($"{Path}?format=html");
        Assert.Single((await longer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("<tr class=\"long\">").Skip(1));
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith(HtmlForm.Policy, policy, StringComparison.Ordinal);
        // The policy's one exception is the page's own style, which it knows by its sum.
        var style = html[(html.IndexOf("<style>", StringComparison.Ordinal) + "<style>".Length)..html.IndexOf("</style>", StringComparison.Ordinal)];
        Assert.Contains(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style))), policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_tables_can_be_read_back_to_the_letter_and_no_cell_is_a_formula()
    {
        var (dina, ayse, bora) = await Room();
        string[] texts =
        [
            "=1+1", "+905551234567", "-3 °C", "@SUM(A1)", "\ttab", "\rreturn", "\nline", "'=quoted", "''", "＝HYPERLINK(\"http://evil\")",
            "plain", "a,b;c", "say \"so\"", "İstanbul'da ıslak ş ğ ü 👍", "two\r\nlines", " =1+1", "ends with \"",
        ];
        var ids = new List<string>();
        foreach (var text in texts)
        {
            ids.Add(await ayse.Say(text));
        }
        await (await bora.PostText($"/api/chat/messages/set-read?messageIds={ids[0]},{ids[3]}", "")).Is(204);

        foreach (var (format, separator) in ((string, char)[])[("csv", ','), ("csv-semicolon", ';')])
        {
            var messages = StrictCsv.Read(await (await dina.Get($"{Path}?format={format}")).Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), separator);
            Assert.Equal(["number", "id", "date", "dateUtc", "sender", "content", "recipientCount", "readCount", "unreadCount"], messages[0]);
            Assert.All(messages.SelectMany(row => row), StrictCsv.AssertIsNoFormula);
            Assert.Equal(texts, messages.Skip(1).Select(row => StrictCsv.Undo(row[5])));
            Assert.Equal((ids[0], "3", "2", "1"), (messages[1][1], messages[1][6], messages[1][7], messages[1][8]));

            var receipts = StrictCsv.Read(await (await dina.Get($"{Path}?format={format}-receipts")).Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), separator);
            Assert.Equal(["number", "sender", "recipient", "isRead", "readDate", "readDateUtc"], receipts[0]);
            Assert.Equal(2 * texts.Length, receipts.Count - 1);
            Assert.Equal(["1", "4"], receipts.Where(row => row is [_, _, "bora", "true", ..]).Select(row => row[0]));
            Assert.All(receipts.Skip(1), row => Assert.Equal(row[3] == "true", row[5].Length > 0));
        }
    }

    /// <summary>Whoever takes it must not take half of it for all of it.</summary>
    [Fact]
    public async Task What_is_stopped_on_the_way_has_no_end()
    {
        var (dina, ayse, _) = await Room();
        await ayse.Say("hello");
        await ayse.Say("hello again");
        Assert.True(_server.Directory.TryGetSpace(dina.Space!, out var space));
        var store = _server.Services.GetRequiredService<Readback.Storage.IStore>();
        var plan = (await store.Read(db => ExportPlan.Make(db, space.Id, default, null), TestContext.Current.CancellationToken))!;
        var order = new ExportOrder(default, ExportZone.Utc, null, ExportFormats.All[0], FormTexts.Default);
        using var bytes = new MemoryStream();
        var pipe = System.IO.Pipelines.PipeWriter.Create(bytes, new(leaveOpen: true));

        var run = new ExportRun(new ExportReader(store, plan, 1), ExportHead.Of(space.Name, order, plan, "dina", default), new JsonLines());
        Assert.Null(await run.Write(pipe, done => done == 0, TestContext.Current.CancellationToken));
        await pipe.CompleteAsync();

        Assert.DoesNotContain("\"type\":\"end\"", Encoding.UTF8.GetString(bytes.ToArray()), StringComparison.Ordinal);
    }

    private Task<(Person Dina, Person Ayse, Person Bora)> Room() => house.Room();

    private static async Task<(string Text, List<JsonNode> Lines)> Lines(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, text);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        return (text, [.. text.TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!)]);
    }
}
