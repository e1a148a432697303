using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Readback.Chat;
using Readback.Directory;
using Readback.Http;
using Readback.Http.OpenApi;
using Readback.Spaces;
using Readback.Storage;

namespace Readback.Machines;

/// <summary>The machines of a space; for administrators.</summary>
internal static class MachineApi
{
    public static void MapMachines(this IEndpointRouteBuilder app)
    {
        var machines = app.MapGroup("/api/spaces/{id}/machines").WithTags("Machines").RequireAdmin().WithProblems(403, 404);
        machines.MapGet("", List);
        machines.MapPost("", Create).WithProblems(400, 409);
        machines.MapPost("/{machineId}/token", Renew).WithProblems(400);
        machines.MapDelete("/{machineId}", Revoke);
    }

    /// <summary>The machines of a space, those too whose token was taken away; in the order in which they were made.</summary>
    /// <param name="id">The space's id.</param>
    public static async Task<Results<Ok<IReadOnlyList<Machine>>, ProblemResult>> List(
        string id, DirectoryCache directory, IStore store, CancellationToken cancellation)
    {
        if (!WireId.TryParse(id, out var space) || !directory.TryGetSpace(space, out _))
        {
            return SpaceAdministration.NotFound;
        }
        return TypedResults.Ok(await store.Read(db => In(db, space), cancellation));
    }

    /// <summary>Makes a machine. The token in the answer is shown this once.</summary>
    /// <param name="id">The space's id.</param>
    public static async Task<Results<Ok<MachineWithToken>, ProblemResult>> Create(
        string id, [FromBody] MachineInput input, Caller caller, MachineAdministration machines)
    {
        if (!WireId.TryParse(id, out var space))
        {
            return SpaceAdministration.NotFound;
        }
        return (await machines.Create(Actor.Of(caller), space, input)).TryGet(out var made, out var problem)
            ? TypedResults.Ok(made)
            : problem;
    }

    /// <summary>Gives a machine another token, shown this once; the old one is worth nothing from now on. It may have been taken away before.</summary>
    /// <param name="id">The space's id.</param>
    /// <param name="machineId">The machine's id.</param>
    public static async Task<Results<Ok<MachineWithToken>, ProblemResult>> Renew(
        string id, string machineId, [FromBody] MachineTokenInput input, Caller caller, MachineAdministration machines)
    {
        if (!WireId.TryParse(id, out var space) || !WireId.TryParse(machineId, out var machine))
        {
            return MachineAdministration.NotFound;
        }
        return (await machines.Renew(Actor.Of(caller), space, machine, input.ExpirationDate)).TryGet(out var renewed, out var problem)
            ? TypedResults.Ok(renewed)
            : problem;
    }

    /// <summary>Takes a machine's token away: it is turned away from its next request on, and its streams end. What it sent stays.</summary>
    /// <param name="id">The space's id.</param>
    /// <param name="machineId">The machine's id.</param>
    public static async Task<Results<NoContent, ProblemResult>> Revoke(
        string id, string machineId, Caller caller, MachineAdministration machines)
    {
        if (!WireId.TryParse(id, out var space) || !WireId.TryParse(machineId, out var machine))
        {
            return MachineAdministration.NotFound;
        }
        return (await machines.Revoke(Actor.Of(caller), space, machine)).TryGet(out _, out var problem)
            ? TypedResults.NoContent()
            : problem;
    }

    private static async ValueTask<IReadOnlyList<Machine>> In(Db db, long space)
    {
        var machines = new List<Machine>();
        foreach (var machine in await MachineTable.Of(db, space))
        {
            machines.Add(Machine.Of((await Users.Find(db, machine.UserId))!, machine));
        }
        return machines;
    }
}
