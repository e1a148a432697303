using Readback.Storage;

namespace Readback.Directory;

/// <summary>A caller in a space it is a member of: the one way in which a handler learns its tenant.</summary>
internal sealed record Member(Caller Caller, SpaceRow Space)
{
    public long UserId => Caller.User.Id;

    public long SpaceId => Space.Id;

    public static ValueTask<Member?> BindAsync(HttpContext context) =>
        ValueTask.FromResult(context.Features.Get<Member>());
}
