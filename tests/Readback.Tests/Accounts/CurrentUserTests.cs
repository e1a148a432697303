using Readback.Tests.Hosting;

namespace Readback.Tests.Accounts;

/// <summary>Contract, section 5: who I am, and who is here.</summary>
public sealed class CurrentUserTests(ReadbackServer server) : IClassFixture<ReadbackServer>
{
    [Fact]
    public async Task The_active_space_is_the_one_asked_for_if_it_is_one_s_own()
    {
        await server.AddSpace("turbine hall");
        await server.AddSpace("not mine");
        await server.AddUser("rana", "turbine hall", "boiler-2");
        await server.Grant("rana", "AUDITOR");
        var rana = await server.LogIn("rana");
        foreach (var (asked, active) in new (string?, string)[]
        {
            ("TURBINE hall", "turbine hall"), ("boiler-2", "boiler-2"), ("not mine", "boiler-2"), ("nowhere", "boiler-2"), (null, "boiler-2"),
        })
        {
            rana.Space = asked;
            var me = await rana.GetJson("/api/auth/current-user");
            Assert.Equal(active, me.GetProperty("activeSpace").GetString());
            Assert.Equal("""["boiler-2","turbine hall"]""", me.GetProperty("spaces").GetRawText());
            Assert.Equal("""["AUDITOR"]""", me.GetProperty("roles").GetRawText());
        }
    }

    [Fact]
    public async Task Without_a_space_none_is_active()
    {
        await server.AddUser("sena");
        var me = await (await server.LogIn("sena", null)).GetJson("/api/auth/current-user");
        Assert.Equal("null", me.GetProperty("activeSpace").GetRawText());
        Assert.Equal("[]", me.GetProperty("spaces").GetRawText());
    }

    [Fact]
    public async Task Who_is_here_is_told_to_members_alone()
    {
        await server.AddSpace("quiet room");
        await server.Join("ayse", "quiet room");
        var (ayse, bora) = (await server.LogIn("ayse", "quiet room"), await server.LogIn("bora", "quiet room"));
        Assert.Equal("[]", await ayse.Get("/api/auth/logged-in-users").Text());
        await bora.Get("/api/auth/logged-in-users").Forbidden();
        bora.Space = null;
        await bora.Get("/api/auth/logged-in-users").BadRequest();
        await server.Stranger().Call(HttpMethod.Get, "/api/auth/logged-in-users", null, ("X-Space", "quiet room")).Unauthorized();
    }
}
