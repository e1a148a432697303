using System.Buffers.Text;
using System.Security.Cryptography;
using Readback.Configuration;
using Readback.Directory;
using Readback.Http;
using Readback.Storage;
using Readback.Text;

namespace Readback.Accounts;

/// <summary>A session that was begun or goes on, and the token to refresh it with.</summary>
internal sealed record SessionGrant(SessionRow Session, string RefreshToken);

/// <summary>
/// Lets users in. Whoever fails learns nothing of why, neither from the answer nor from its time: each attempt checks
/// one password hash and does the same work in the database.
/// </summary>
internal sealed class LogIn(
    DirectoryCache directory, DirectoryWriter writer, Passwords passwords, LoginRate rate, AccountMetrics metrics, ReadbackSettings settings)
{
    private const int SessionIdBytes = 16;

    private static readonly ProblemResult Refused = ProblemResult.Unauthorized("Username or password are wrong, or you may not log in.");

    private const string LoggedIn = "logged in";
    private const string TooMany = "too many attempts";

    /// <summary>All that can come of an attempt, in the words of the record; the last of them is not recorded, only counted.</summary>
    public static IReadOnlyList<string> Outcomes { get; } = [LoggedIn, "locked", "unknown user", "wrong password", "disabled", TooMany];

    private SessionSettings Rules => settings.Sessions;

    /// <param name="username">As it was typed.</param>
    /// <param name="password">As it was typed.</param>
    /// <param name="address">Where from, for the record.</param>
    /// <param name="countedAddress">What failures and attempts are counted by.</param>
    /// <param name="cancellation">Who asks has gone.</param>
    public async Task<Answer<SessionGrant>> Enter(
        string username, string password, string address, string countedAddress, CancellationToken cancellation)
    {
        if (await rate.Refuse(countedAddress) is { } tooMany)
        {
            metrics.Attempted(TooMany);
            return tooMany;
        }
        var typed = Typed(username);
        await directory.CatchUpWithOthers();
        var hash = directory.TryGetUser(username, out var user) ? user.Row.PasswordHash : null;
        var isRight = await passwords.Verify(hash, password, cancellation);
        var (answer, outcome) = await writer.Change(change => Decide(change, typed, isRight ? hash : null, address, countedAddress));
        metrics.Attempted(outcome);
        return answer;
    }

    private async ValueTask<(Answer<SessionGrant> Answer, string Outcome)> Decide(
        DirectoryChange change, string typed, string? rightHash, string address, string countedAddress)
    {
        var folded = CaseFolding.Fold(typed);
        var user = await Users.FindByName(change.Db, folded);
        var failures = await LoginFailures.Take(change.Db, folded, countedAddress, change.Now);
        var verdict = Judge(user, failures, rightHash, change.Now);
        await Log(change, typed, address, verdict is null, verdict ?? LoggedIn);
        if (verdict is not null || user is null)
        {
            await LoginFailures.Save(change.Db, folded, countedAddress, failures.AndOneMore(Rules, change.Now), change.Now);
            return (Refused, verdict!);
        }
        await LoginFailures.Delete(change.Db, folded, countedAddress);
        return (await Begin(change, user.Id, address), LoggedIn);
    }

    /// <summary>Why nobody is let in, for the record; <c>null</c> where somebody is.</summary>
    private static string? Judge(UserRow? user, LoginFailureRow failures, string? rightHash, DateTimeOffset now) => user switch
    {
        _ when failures.LockedUntil > now => "locked",
        null or { Deleted: true } => "unknown user",
        _ when rightHash is null || user.PasswordHash != rightHash => "wrong password",
        { Enabled: false } => "disabled",
        _ => null,
    };

    private async ValueTask<SessionGrant> Begin(DirectoryChange change, long user, string address)
    {
        var session = new SessionRow(
            Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SessionIdBytes)), user, address, change.Now,
            change.Now.AddDays(Rules.SessionDays), null);
        var token = RefreshTokenSecret.First();
        await Sessions.Insert(change.Db, session);
        await RefreshTokens.Insert(change.Db, RefreshTokenSecret.Hash(token), session.Id, change.Now);
        change.Changed(DirectoryEntry.Session(session.Id));
        return new SessionGrant(session, token);
    }

    private static ValueTask<int> Log(DirectoryChange change, string typed, string address, bool successful, string message) =>
        AuthLog.Insert(change.Db, new AuthLogRow(typed, change.Now, address, successful, message));

    /// <summary>A name as it can be kept: no longer than a name, whole characters, none that a database refuses.</summary>
    private static string Typed(string username)
    {
        var cut = username.Length > UserRules.MaxUsernameLength ? username[..UserRules.MaxUsernameLength] : username;
        return string.Concat(cut.EnumerateRunes().Select(rune => System.Text.Rune.IsControl(rune) ? System.Text.Rune.ReplacementChar : rune));
    }
}
