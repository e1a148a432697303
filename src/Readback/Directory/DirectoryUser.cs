using System.Collections.Immutable;
using Readback.Storage;

namespace Readback.Directory;

/// <summary>
/// A user as every request sees it: the record, the roles, and the spaces the user is a member of now; of a machine the one
/// space that it is for.
/// </summary>
internal sealed record DirectoryUser(UserRow Row, ImmutableArray<string> Roles, ImmutableSortedSet<long> SpaceIds)
{
    /// <summary>What makes it a machine; <c>null</c> for people.</summary>
    public MachineRow? Machine { get; init; }

    public long Id => Row.Id;

    public string Username => Row.Username;

    /// <summary>May log in, and use what a log-in gave.</summary>
    public bool IsActive => Row is { Enabled: true, Deleted: false };

    public bool IsAdmin => Roles.Contains(Directory.Roles.Admin);

    public bool IsAuditor => Roles.Contains(Directory.Roles.Auditor);
}
