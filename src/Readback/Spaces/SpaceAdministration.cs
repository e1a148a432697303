using Readback.Directory;
using Readback.Http;
using Readback.Storage;
using Readback.Text;

namespace Readback.Spaces;

/// <summary>Makes, renames and closes spaces. Nothing of a space is ever erased, and its name is not used again.</summary>
internal sealed class SpaceAdministration(DirectoryWriter writer)
{
    public static readonly ProblemResult NotFound = ProblemResult.NotFound("There is no such space.");

    private static readonly ProblemResult NameTaken = ProblemResult.Conflict(
        "name: another space has this name, or had it when it was closed.");

    /// <summary>Makes a space, with nobody in it.</summary>
    public async Task<Answer<SpaceRow>> Create(Actor actor, string? name) =>
        SpaceRules.CheckName(name) is { } problem ? problem : await writer.Administer(actor, change => Create(change, actor, name!));

    /// <summary>Gives a space another name; its old one is free again.</summary>
    public async Task<Answer<SpaceRow>> Rename(Actor actor, long id, string? name) =>
        SpaceRules.CheckName(name) is { } problem ? problem : await writer.Administer(actor, change => Rename(change, actor, id, name!));

    /// <summary>Closes a space: nobody enters any more, and to the API it is gone.</summary>
    public Task<Answer<SpaceRow>> Close(Actor actor, long id) => writer.Administer(actor, change => Close(change, actor, id));

    /// <summary>An open space, as it is inside a transaction.</summary>
    public static async ValueTask<SpaceRow?> FindOpen(Db db, long id) =>
        await SpaceTable.Find(db, id) is { Closed: false } space ? space : null;

    private static async ValueTask<Answer<SpaceRow>> Create(DirectoryChange change, Actor actor, string name)
    {
        var space = new SpaceRow(0, name, CaseFolding.Fold(name), false, actor.Username, change.Now, actor.Username, change.Now);
        if (await SpaceTable.FindByName(change.Db, space.NameFolded) is not null)
        {
            return NameTaken;
        }
        space = space with { Id = await SpaceTable.Insert(change.Db, space) };
        change.Changed(DirectoryEntry.Space(space.Id));
        await change.Record(actor, AuditAction.SpaceCreated, name, space.Id);
        return space;
    }

    private static async ValueTask<Answer<SpaceRow>> Rename(DirectoryChange change, Actor actor, long id, string name)
    {
        if (await FindOpen(change.Db, id) is not { } before)
        {
            return NotFound;
        }
        if (await SpaceTable.FindByName(change.Db, CaseFolding.Fold(name)) is { } holder && holder.Id != id)
        {
            return NameTaken;
        }
        return await Save(change, actor, AuditAction.SpaceRenamed, $"{before.Name} to {name}",
            before with { Name = name, NameFolded = CaseFolding.Fold(name) });
    }

    private static async ValueTask<Answer<SpaceRow>> Close(DirectoryChange change, Actor actor, long id) =>
        await FindOpen(change.Db, id) is { } space
            ? await Save(change, actor, AuditAction.SpaceClosed, space.Name, space with { Closed = true })
            : NotFound;

    private static async ValueTask<Answer<SpaceRow>> Save(
        DirectoryChange change, Actor actor, string action, string target, SpaceRow space)
    {
        var row = space with { ModifiedBy = actor.Username, ModifiedAt = change.Now };
        await SpaceTable.Update(change.Db, row);
        change.Changed(DirectoryEntry.Space(row.Id));
        await change.Record(actor, action, target, row.Id);
        return row;
    }
}
