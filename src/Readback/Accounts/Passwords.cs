using System.Diagnostics.Metrics;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Readback.Log;
using Readback.Storage;

namespace Readback.Accounts;

/// <summary>
/// Hashes and checks passwords. That is slow on purpose, so only so many run at once: a wave of log-ins must not take
/// the processors away from the chat.
/// </summary>
internal sealed class Passwords : IDisposable
{
    /// <summary>Rounds of PBKDF2 with HMAC-SHA512: what OWASP asks for at the least.</summary>
    private const int HashRounds = 210_000;

    /// <summary>Hashes that run at once.</summary>
    internal static readonly int MaxAtOnce = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Hashes that may wait; past that the caller is told to come again.</summary>
    internal const int MaxWaiting = 128;

    private readonly PasswordHasher<UserRow> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = HashRounds }));
    private readonly Counter<long>? _hashes;
    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = MaxAtOnce,
        QueueLimit = MaxWaiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Stands in for an unknown user's, so that the answer takes as long.</summary>
    private readonly Lazy<string> _nobodys;

    /// <param name="meters">Where a server counts what it hashes; commands count nothing.</param>
    public Passwords(IMeterFactory? meters = null)
    {
        _hashes = meters?.Create(LogMetrics.MeterName).CreateCounter<long>(
            "readback.passwords.hashes", "{hash}", "Passwords hashed, to check one or to keep one");
        _nobodys = new Lazy<string>(() => _hasher.HashPassword(null!, Guid.NewGuid().ToString()));
    }

    /// <exception cref="PasswordsBusyException">Too many wait already.</exception>
    public async ValueTask<string> Hash(string password, CancellationToken cancellation = default)
    {
        using var turn = await Turn(cancellation);
        _hashes?.Add(1);
        return _hasher.HashPassword(null!, password);
    }

    /// <summary>Whether a password is the one that was hashed; with no hash, the same work and no.</summary>
    /// <exception cref="PasswordsBusyException">Too many wait already.</exception>
    public async ValueTask<bool> Verify(string? hash, string password, CancellationToken cancellation = default)
    {
        using var turn = await Turn(cancellation);
        var nobodys = _nobodys.Value; // Made at the first log-in of all, whoever that is.
        _hashes?.Add(1);
        var result = _hasher.VerifyHashedPassword(null!, hash ?? nobodys, password);
        return hash is not null && result != PasswordVerificationResult.Failed;
    }

    public void Dispose() => _limiter.Dispose();

    /// <summary>A place among those that may hash now. Who has gone meanwhile gives up the place in the line.</summary>
    internal async ValueTask<RateLimitLease> Turn(CancellationToken cancellation)
    {
        var lease = await _limiter.AcquireAsync(1, cancellation);
        if (lease.IsAcquired)
        {
            return lease;
        }
        lease.Dispose();
        throw new PasswordsBusyException();
    }
}

/// <summary>Too many passwords wait to be hashed: come again.</summary>
internal sealed class PasswordsBusyException() : Exception("Too many passwords wait to be checked.");
