using Readback.Configuration;
using Readback.Storage;

namespace Readback.Accounts;

/// <summary>How wrong passwords add up to a lock, wherever they are typed: at a log-in, or as one's old one at a change.</summary>
internal static class WrongPasswords
{
    /// <summary>The count after another one.</summary>
    public static LoginFailureRow AndOneMore(this LoginFailureRow before, SessionSettings rules, DateTimeOffset now)
    {
        if (before.LockedUntil > now)
        {
            return before.WithinLock(rules, now); // A locked account's attempts neither count nor prolong.
        }
        var failures = before is { LockedUntil: not null } ? 1 : before.Failures + 1;
        return new LoginFailureRow(
            failures, failures >= rules.LockAfterFailures ? now.AddMinutes(rules.LockMinutes) : null);
    }

    /// <summary>
    /// A lock that ends later than one that begins now was set before the clock was set back: it begins anew, so that it is
    /// neither over at once nor lasts until the clock has caught up.
    /// </summary>
    public static LoginFailureRow WithinLock(this LoginFailureRow row, SessionSettings rules, DateTimeOffset now) =>
        row.LockedUntil > now.AddMinutes(rules.LockMinutes) ? row with { LockedUntil = now.AddMinutes(rules.LockMinutes) } : row;
}
