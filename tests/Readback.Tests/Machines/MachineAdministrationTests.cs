using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Readback.Machines;
using Readback.Storage;
using Readback.Tests.Accounts;
using Readback.Tests.Chat;

namespace Readback.Tests.Machines;

/// <summary>Administrators make machines, and see what became of them.</summary>
public sealed class MachineAdministrationTests(ChatHouse house) : MachineTest(house)
{
    [Fact]
    public async Task A_machine_is_listed_with_all_but_its_token()
    {
        var made = await Make("read", "send");
        Assert.Matches("^rb_[A-Za-z0-9_-]{43}$", made.Token);
        Assert.Equal($"admin machine.created {made.Name} in {Space} from 127.0.0.1", await Admin.LastAct());
        Chat.Wire.AssertSame(
            new JsonArray(new JsonObject
            {
                ["id"] = made.Id, ["name"] = made.Name, ["scopes"] = new JsonArray("send", "read"), ["createdBy"] = "admin", ["creationDate"] = Now,
                ["lastModifiedBy"] = "admin", ["lastModifiedDate"] = Now, ["expirationDate"] = null, ["revoked"] = false, ["lastUsedDate"] = null,
            }),
            await Admin.ReadNode(Machines));
    }

    [Fact]
    public async Task What_is_kept_of_a_token_is_its_hash()
    {
        var made = await Make();
        var kept = await Server.Services.GetRequiredService<IStore>().Read(db => MachineTable.Find(db, long.Parse(made.Id)));
        Assert.Equal(MachineToken.Hash(made.Token), kept!.TokenHash);
        Assert.Equal(64, kept.TokenHash.Length);
    }

    [Fact]
    public async Task Its_last_use_is_known_to_the_hour_and_written_once_an_hour()
    {
        var made = await Make();
        Server.Clock.Advance(TimeSpan.FromMinutes(90));
        var hour = Server.Clock.GetUtcNow();
        hour = hour.AddTicks(-(hour.Ticks % TimeSpan.TicksPerHour));
        await made.At(Server).Say("Pressure high");
        await ShowsUse(Chat.Wire.Date(hour));
        await made.At(Server).Say("Pressure normal");
        Server.Clock.Advance(TimeSpan.FromHours(1));
        await made.At(Server).Say("Pressure high");
        await ShowsUse(Chat.Wire.Date(hour.AddHours(1)));
    }

    /// <summary>What was noted is written a minute later, on a thread of its own.</summary>
    private async Task ShowsUse(string date)
    {
        Server.Clock.Advance(TimeSpan.FromSeconds(MachineUse.WriteSeconds));
        string? shown = null;
        using var guard = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (shown != date)
        {
            guard.Token.ThrowIfCancellationRequested();
            shown = (string?)(await Admin.ReadNode(Machines))[0]!["lastUsedDate"];
        }
    }

    [Theory]
    [InlineData("""{}""", "name: must have 1 to 50 characters")]
    [InlineData("""{"name":" x"}""", "name: must have 1 to 50 characters")]
    [InlineData("""{"name":"a/b"}""", "name: must have 1 to 50 characters")]
    [InlineData("""{"name":"x","scopes":[]}""", "scopes: must hold send, read, or both.")]
    [InlineData("""{"name":"x","scopes":["send","write"]}""", "scopes: must hold send, read, or both.")]
    [InlineData("""{"name":"x","expirationDate":"2026-01-01T00:00:00Z"}""", "expirationDate: must lie ahead.")]
    [InlineData("""{"name":"x","expirationDate":"soon"}""", "expirationDate: the value is not of the JSON type")]
    public async Task Bad_input_is_told_by_its_field(string input, string sentence)
    {
        Assert.StartsWith(sentence, await Admin.PostJson(Machines, input).Refused(400), StringComparison.Ordinal);
        Assert.Equal("[]", (await Admin.ReadNode(Machines)).ToJsonString());
    }

    [Fact]
    public async Task A_name_is_used_once_by_users_and_machines_together()
    {
        var made = await Make();
        foreach (var name in (string[])[made.Name.ToUpperInvariant(), "ayse"])
        {
            Assert.StartsWith("name:", await Admin.PostJson(Machines, $$"""{"name":"{{name}}"}""").Refused(409), StringComparison.Ordinal);
        }
        Assert.StartsWith(
            "username:", await Admin.PostJson("/api/users", $$"""{"username":"{{made.Name}}","password":"battery staple 3"}""").Refused(409), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_of_another_space_is_not_found_and_stays_as_it_is()
    {
        var made = await Make();
        var other = await Server.AddSpace($"beside {Space}");
        await Admin.Delete($"/api/spaces/{other}/machines/{made.Id}").Refused(404);
        await Admin.PostJson($"/api/spaces/{other}/machines/{made.Id}/token", "{}").Refused(404);
        await Admin.PostJson("/api/spaces/999999/machines", """{"name":"x"}""").Refused(404);
        await Admin.Get("/api/spaces/999999/machines").Refused(404);
        await made.At(Server).Say("as it was");
    }

    [Fact]
    public async Task A_space_has_so_many_machines_and_not_one_more()
    {
        await Server.Services.GetRequiredService<IStore>().Write(async db =>
        {
            for (var n = 0; n < MachineAdministration.MaxPerSpace - 1; n++)
            {
                var (name, now) = ($"{Space} {n}", Server.Clock.GetUtcNow());
                var id = await Users.Insert(db, new UserRow(0, name, name, "", null, null, true, false, false, false, "admin", now, "admin", now));
                await MachineTable.Insert(db, new MachineRow(id, long.Parse(SpaceId), name, true, false, now, null, null, null));
            }
            return true;
        });
        var last = await Make();
        Assert.StartsWith("This space has 200 machines", await Admin.PostJson(Machines, $$"""{"name":"{{NewName()}}"}""").Refused(409), StringComparison.Ordinal);
        await (await Admin.Delete($"{Machines}/{last.Id}")).Is(204);
        await Make();
    }
}
