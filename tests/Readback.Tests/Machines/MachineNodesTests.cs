using Readback.Tests.Chat;
using Readback.Tests.Hosting;
using Readback.Tests.Nodes;

namespace Readback.Tests.Machines;

/// <summary>A token is known, and worth nothing any more, at every node.</summary>
[Trait("Engine", "Postgres")]
public sealed class MachineNodesTests(NodeHouse house) : IClassFixture<NodeHouse>
{
    [Fact]
    public async Task What_is_made_and_revoked_at_one_node_counts_at_the_other()
    {
        var machines = $"/api/spaces/{house.SpaceId}/machines";
        var made = await Made.In(house.Admin, $"{house.SpaceId}", "alarms", "send", "read");
        var there = made.At(house.Second);
        await house.Until(async () => (await there.Get(ChatSteps.Filter)).IsSuccessStatusCode);
        await there.Say("Pressure high");
        await using var stream = await there.WatchOn();

        await (await house.Admin.Delete($"{machines}/{made.Id}")).Is(204);
        // Asked again where it is written, whatever that node still believes.
        await there.TrySay("Pressure low").Refused(401);
        var rest = stream.Rest();
        await house.Until(() => Task.FromResult(rest.IsCompleted));
        await rest;
        await house.Until(async () => !(await there.Get(ChatSteps.Filter)).IsSuccessStatusCode);
        await there.Get(ChatSteps.Filter).Refused(401);
    }
}
