namespace Readback.Client.Http;

/// <summary>
/// Something to call with. Two of them may hold the same token, made within one second: which one was refused is told by the
/// object, not by its text.
/// </summary>
internal class Grant(string token)
{
    public string Token => token;
}

/// <summary>Where a call gets its bearer token from.</summary>
internal abstract class TokenSource : IDisposable
{
    /// <summary>Whether there is anything to be gained by <see cref="Renew"/>.</summary>
    public abstract bool CanRenew { get; }

    /// <summary>The space that goes without saying; <c>null</c> where the server knows it by the token, or there is none.</summary>
    public abstract string? FirstSpace { get; }

    /// <summary>A token that should be good.</summary>
    public abstract ValueTask<Grant> Get(CancellationToken cancellation);

    /// <summary>A token other than one that was refused.</summary>
    public abstract Task<Grant> Renew(Grant refused, CancellationToken cancellation);

    public abstract Task LogOut(CancellationToken cancellation);

    public abstract void Dispose();
}

/// <summary>One that is as it is.</summary>
internal sealed class FixedToken(string token) : TokenSource
{
    private readonly Grant _grant = new(token);

    public override bool CanRenew => false;

    public override string? FirstSpace => null;

    public override ValueTask<Grant> Get(CancellationToken cancellation) => ValueTask.FromResult(_grant);

    public override Task<Grant> Renew(Grant refused, CancellationToken cancellation) => Task.FromResult(_grant);

    public override Task LogOut(CancellationToken cancellation) => Task.CompletedTask;

    public override void Dispose() { }
}
