using Readback.Storage;

namespace Readback.Directory;

/// <summary>Who is asking: a user with a good session. Set by authentication; bound into handlers by its type.</summary>
/// <param name="User">The user, as of this request.</param>
/// <param name="Session">The session that the access token belongs to.</param>
/// <param name="Address">The network address that the request came from, proxies left out.</param>
internal sealed record Caller(DirectoryUser User, SessionRow Session, string Address)
{
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(Find(context));

    public static Caller? Find(HttpContext context) => context.Features.Get<Caller>();
}
