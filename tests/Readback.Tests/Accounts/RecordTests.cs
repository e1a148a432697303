using System.Text.Json;
using Readback.Tests.Hosting;

namespace Readback.Tests.Accounts;

/// <summary>Contract, section 5: the records of log-ins and of administrative acts.</summary>
public sealed class RecordTests : IAsyncLifetime
{
    private ReadbackServer _server = null!;
    private Person _admin = null!;

    public async ValueTask InitializeAsync()
    {
        _server = new ReadbackServer();
        await _server.InitializeAsync();
        _admin = await _server.LogIn("admin", null);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Every_attempt_is_on_record_with_what_came_of_it()
    {
        var client = _server.Stranger();
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        await client.Login("AYSE", "wrong").Unauthorized();
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        await client.Login("ayse", ReadbackServer.Password).Text();
        await client.Login($"nobody{new string('x', 60)}", "wrong").Unauthorized();

        Assert.Equal(
            """
            {"content":[{"username":"ayse","date":"2026-11-23T09:15:02.000Z","ip":"127.0.0.1","isSuccessful":true,"msg":"logged in"},{"username":"AYSE","date":"2026-11-23T09:15:01.000Z","ip":"127.0.0.1","isSuccessful":false,"msg":"wrong password"}],"pageable":{"pageNumber":0,"pageSize":20,"offset":0,"sort":{"sorted":false,"unsorted":true,"empty":true},"paged":true,"unpaged":false},"totalElements":2,"totalPages":1,"number":0,"size":20,"numberOfElements":2,"first":true,"last":true,"empty":false,"sort":{"sorted":false,"unsorted":true,"empty":true}}
            """.Trim(),
            await _admin.Get("/api/auth/auth-logs?username=Ayse").Text());
        Assert.Equal([$"nobody{new string('x', 44)}"], await Attempts("msg=UNKNOWN"));
        Assert.Equal(["AYSE"], await Attempts("dateSt=2026-11-23T09:15:01Z&dateEn=2026-11-23T12:15:01.999 03:00"));
        Assert.Equal(["admin"], await Attempts("dateEn=2026-11-23T09:15:00"));
        Assert.Equal(4, (await Attempts("dateSt=2026-11-23&dateEn=2026-11-23&ip=127.0.0.1&username=&msg=")).Count);
        Assert.Equal(["admin", "AYSE"], (await Attempts("sort=date,asc"))[..2]);
        Assert.Empty(await Attempts("ip=127.0.0"));
        Assert.Empty(await Attempts("username=ays"));
        Assert.Empty(await Attempts("msg=%25"));
        Assert.Empty(await Attempts("msg=wrong_password"));
        Assert.Equal(2, (await Attempts("size=2&page=1")).Count);
    }

    [Theory]
    [InlineData("dateSt", "dateSt=yesterday")]
    [InlineData("dateEn", "dateEn=2026-02-30")]
    [InlineData("dateSt", "dateSt=2026-11-24&dateEn=2026-11-23")]
    [InlineData("size", "size=0")]
    [InlineData("sort", "sort=msg")]
    public async Task A_filter_that_makes_no_sense_is_400(string field, string query)
    {
        Assert.StartsWith($"{field}: ", await _admin.Get($"/api/auth/auth-logs?{query}").BadRequest());
        Assert.StartsWith($"{field}: ", await _admin.Get($"/api/audit?{query}").BadRequest());
    }

    [Fact]
    public async Task The_records_are_for_administrators_and_the_audit_for_auditors_too()
    {
        var ayse = await _server.LogIn("ayse");
        foreach (var path in (string[])["/api/auth/auth-logs", "/api/auth/locked-users", "/api/audit"])
        {
            await _admin.Get(path).Text();
            await ayse.Get(path).Forbidden();
        }
        await ayse.Delete("/api/auth/locked-users/bora").Forbidden();
        await _server.Grant("ayse", "AUDITOR");
        await ayse.Get("/api/audit").Text();
        await ayse.Get("/api/auth/auth-logs").Forbidden();
    }

    [Fact]
    public async Task An_act_says_who_did_what_to_whom_from_where()
    {
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        await _admin.PostJson("/api/spaces", """{"name":"PUMP Ünit"}""").Text();
        var page = await _admin.GetJson("/api/audit?size=1");
        Assert.Equal(
            """{"username":"admin","date":"2026-11-23T09:15:01.000Z","ip":"127.0.0.1","action":"space.created","target":"PUMP Ünit"}""",
            page.GetProperty("content")[0].GetRawText());
        Assert.Equal(["space.created PUMP Ünit"], await Acts(_admin, "msg=pump ünit"));
        Assert.Equal(["space.created PUMP Ünit"], await Acts(_admin, "username=ADMIN&msg=created pump"));
        Assert.Empty(await Acts(_admin, "username=ayse"));
    }

    [Fact]
    public async Task An_auditor_sees_acts_on_their_own_spaces_and_members()
    {
        await _server.AddUser("stranger", "default_space");
        await _server.Grant("ayse", "AUDITOR");
        var ayse = await _server.LogIn("ayse");
        Assert.True(_server.Directory.TryGetSpace("boiler-2", out var boiler));
        Assert.True(_server.Directory.TryGetUser("bora", out var bora));
        Assert.True(_server.Directory.TryGetUser("stranger", out var stranger));
        var before = (await Acts(_admin, "size=100")).Count;
        await _admin.PutJson($"/api/users/{bora.Id}", """{"phone":"1"}""").Nothing();
        await _admin.PutJson($"/api/users/{stranger.Id}", """{"phone":"1"}""").Nothing();
        await _admin.PutJson($"/api/spaces/{boiler.Id}", """{"name":"boiler-3"}""").Nothing();
        await _admin.PutJson("/api/spaces/1", """{"name":"lobby"}""").Nothing();
        await _admin.PostJson($"/api/users/{bora.Id}/spaces", "\"1\"").Text();
        await _admin.PostJson($"/api/users/{stranger.Id}/spaces", $"\"{boiler.Id}\"").Text();
        await _admin.PostJson("/api/spaces", """{"name":"elsewhere"}""").Text();
        Assert.Equal(before + 7, (await Acts(_admin, "size=100")).Count);

        Assert.Equal(
            ["member.joined stranger in boiler-3", "space.renamed boiler-2 to boiler-3", "user.changed stranger", "user.changed bora"],
            await Acts(ayse, "size=100"));
        Assert.Equal(4, (await ayse.GetJson("/api/audit?size=1")).GetProperty("totalElements").GetInt32());

        await _admin.Delete($"/api/users/{stranger.Id}/spaces/{boiler.Id}").Nothing();
        Assert.DoesNotContain("user.changed stranger", await Acts(ayse, "size=100"));
    }

    private async Task<List<string>> Attempts(string query) =>
        [.. Rows(await _admin.GetJson($"/api/auth/auth-logs?{query}")).Select(row => row.GetProperty("username").GetString()!)];

    private static async Task<List<string>> Acts(Person who, string query) =>
        [.. Rows(await who.GetJson($"/api/audit?{query}")).Select(row => $"{row.GetProperty("action")} {row.GetProperty("target")}")];

    private static IEnumerable<JsonElement> Rows(JsonElement page) => page.GetProperty("content").EnumerateArray();
}
