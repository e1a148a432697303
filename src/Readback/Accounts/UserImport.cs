using Readback.Directory;
using Readback.Http;
using Readback.Spaces;
using Readback.Storage;

namespace Readback.Accounts;

/// <summary>A password as it is handed out, and as it is kept.</summary>
internal sealed record ImportedPassword(string Text, string Hash, bool IsMadeUp);

/// <summary>Makes many users at once: all of them in one transaction, or none.</summary>
internal sealed class UserImport(DirectoryWriter writer, DirectoryCache directory, Passwords passwords)
{
    /// <summary>Makes up what passwords are missing, and hashes all: that is slow on purpose.</summary>
    public async Task<IReadOnlyList<ImportedPassword>> Prepare(
        IReadOnlyList<ImportedUser> users, Action<int> done, CancellationToken cancellation)
    {
        var prepared = new List<ImportedPassword>(users.Count);
        foreach (var user in users)
        {
            var text = user.Input.Password ?? FirstStart.RandomPassword();
            prepared.Add(new ImportedPassword(text, await passwords.Hash(text, cancellation), user.Input.Password is null));
            done(prepared.Count);
        }
        return prepared;
    }

    public Task<Answer<int>> Make(Actor actor, IReadOnlyList<ImportedUser> users, IReadOnlyList<ImportedPassword> prepared) =>
        writer.Administer<int>(actor, async change =>
        {
            var spaces = users.SelectMany(user => user.Spaces).Distinct(StringComparer.OrdinalIgnoreCase)
                .ToDictionary(name => name, name => directory.TryGetSpace(name, out var space) ? space.Id : 0, StringComparer.OrdinalIgnoreCase);
            // All that can stand in the way is asked before anything is written; servers may be at work beside it.
            foreach (var id in spaces.Values)
            {
                if (await SpaceAdministration.FindOpen(change.Db, id) is null)
                {
                    return ProblemResult.Conflict("A space that the file names has just been closed; nothing was changed.");
                }
            }
            foreach (var user in users)
            {
                if (await Users.FindByName(change.Db, Text.CaseFolding.Fold(user.Input.Username!)) is not null)
                {
                    return ProblemResult.Conflict($"{user.Input.Username} has just been made by somebody else; nothing was changed.");
                }
            }
            foreach (var (user, password) in users.Zip(prepared))
            {
                await Make(change, actor, user, password.Hash, spaces);
            }
            return users.Count;
        });

    private static async ValueTask Make(
        DirectoryChange change, Actor actor, ImportedUser user, string hash, Dictionary<string, long> spaces)
    {
        var id = Done(await UserAdministration.Create(change, actor, user.Input, hash)).Id;
        foreach (var role in user.Roles)
        {
            Done(await RoleAdministration.Grant(change, actor, id, role));
        }
        foreach (var space in user.Spaces)
        {
            Done(await MemberAdministration.Join(change, actor, id, spaces[space]));
        }
    }

    /// <summary>Nothing is left that could stand in the way; if something does, all of it is undone.</summary>
    private static T Done<T>(Answer<T> answer) =>
        answer.TryGet(out var value, out var problem) ? value : throw new InvalidOperationException(problem.Detail);
}
