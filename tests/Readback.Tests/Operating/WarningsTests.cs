using Readback.Tests.Hosting;

namespace Readback.Tests.Operating;

/// <summary>What is not safe is told to administrators, and to nobody else.</summary>
public sealed class WarningsTests
{
    [Fact]
    public async Task An_administrator_is_told_of_a_setting_that_is_not_safe()
    {
        await using var server = await ReadbackServer.Run(settings => settings with { Sessions = settings.Sessions with { LockAfterFailures = 1000 } });
        await server.AddUser("ayse");
        var warnings = await (await server.LogIn("admin")).GetJson("/api/warnings");
        Assert.Contains(warnings.EnumerateArray(), warning =>
            warning.GetProperty("setting").GetString() == "sessions.lockAfterFailures" && warning.GetProperty("text").GetString()!.Contains("1000", StringComparison.Ordinal));
        await (await server.LogIn("ayse")).Get("/api/warnings").Forbidden();
    }
}
