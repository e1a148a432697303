using Readback.Storage;

namespace Readback.Directory;

/// <summary>A caller in a space it is a member of: the one way in which a handler learns its tenant.</summary>
internal sealed record Member(Caller Caller, SpaceRow Space)
{
    public long UserId => Caller.User.Id;

    /// <summary>A machine is let in like a member, and is none: no inbox, no receipts, not seen online.</summary>
    public bool IsMachine => Caller.User.Machine is not null;

    public long SpaceId => Space.Id;

    public static ValueTask<Member?> BindAsync(HttpContext context) =>
        ValueTask.FromResult(context.Features.Get<Member>());
}
