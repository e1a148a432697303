using Readback.Directory;
using Readback.Log;
using Readback.Storage;

namespace Readback.Bench.Seeding;

/// <summary>Lets users join a space, all in one transaction.</summary>
internal static class SeededMembers
{
    public static Task<int> Join(DirectoryWriter writer, long space, string spaceName, IReadOnlyList<SeededUser> members) =>
        writer.Change(async change =>
        {
            foreach (var member in members)
            {
                await MemberLog.Join(change.Db, space, member.Id, member.Name, change.Now);
                change.Changed(DirectoryEntry.Membership(space, member.Id));
                await change.Record(
                    Actor.System, AuditAction.MemberJoined, $"{member.Name} in {spaceName}", space, member.Id);
            }
            return members.Count;
        });
}
