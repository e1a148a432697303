using Readback.Directory;
using Readback.Spaces;

namespace Readback.Cli;

/// <summary>The roles and spaces that a new user is to have.</summary>
internal sealed record NewMember(IReadOnlyList<string> RoleNames, IReadOnlyList<string> SpaceNames)
{
    /// <summary>What can't be, found before anything is made.</summary>
    public string? Problem(OfflineDirectory offline) =>
        RoleNames.FirstOrDefault(role => !Roles.IsKnown(role)) is { } role
            ? $"--role: {role} is not one of {Roles.Admin}, {Roles.Auditor}, {Roles.Operator}."
            : SpaceNames.FirstOrDefault(name => !offline.Directory.TryGetSpace(name, out _)) is { } space
                ? $"--space: {space}: {SpaceAdministration.NotFound.Detail}"
                : null;

    /// <summary>Gives them; what stood in the way, else <c>null</c>.</summary>
    public async Task<string?> Apply(OfflineDirectory offline, long user)
    {
        foreach (var role in RoleNames)
        {
            if (!(await offline.Roles.Grant(CommandLineActor.Actor, user, role)).TryGet(out _, out var problem))
            {
                return problem.Detail;
            }
        }
        foreach (var name in SpaceNames)
        {
            if (offline.Directory.TryGetSpace(name, out var space)
                && !(await offline.Members.Join(CommandLineActor.Actor, user, space.Id)).TryGet(out _, out var problem))
            {
                return problem.Detail;
            }
        }
        return null;
    }
}
