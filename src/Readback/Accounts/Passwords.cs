using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Identity;
using Readback.Storage;

namespace Readback.Accounts;

/// <summary>
/// Hashes and checks passwords. That is slow on purpose, so only so many run at once: a wave of log-ins must not take
/// the processors away from the chat.
/// </summary>
internal sealed class Passwords : IDisposable
{
    /// <summary>Hashes that run at once.</summary>
    private static readonly int MaxAtOnce = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Hashes that may wait; past that the caller is told to come again.</summary>
    private const int MaxWaiting = 256;

    private readonly PasswordHasher<UserRow> _hasher = new();
    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = MaxAtOnce,
        QueueLimit = MaxWaiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Stands in for an unknown user's, so that the answer takes as long.</summary>
    private readonly Lazy<string> _nobodys;

    public Passwords() => _nobodys = new Lazy<string>(() => _hasher.HashPassword(null!, Guid.NewGuid().ToString()));

    /// <exception cref="StoreUnavailableException">Too many wait already.</exception>
    public async ValueTask<string> Hash(string password)
    {
        using var turn = await Turn();
        return _hasher.HashPassword(null!, password);
    }

    /// <summary>Whether a password is the one that was hashed; with no hash, the same work and no.</summary>
    /// <exception cref="StoreUnavailableException">Too many wait already.</exception>
    public async ValueTask<bool> Verify(string? hash, string password)
    {
        using var turn = await Turn();
        var nobodys = _nobodys.Value; // Made at the first log-in of all, whoever that is.
        var result = _hasher.VerifyHashedPassword(null!, hash ?? nobodys, password);
        return hash is not null && result != PasswordVerificationResult.Failed;
    }

    public void Dispose() => _limiter.Dispose();

    private async ValueTask<RateLimitLease> Turn()
    {
        var lease = await _limiter.AcquireAsync();
        if (lease.IsAcquired)
        {
            return lease;
        }
        lease.Dispose();
        throw new StoreUnavailableException("Too many passwords wait to be checked.");
    }
}
