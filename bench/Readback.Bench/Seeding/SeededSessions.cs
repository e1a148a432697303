using Readback.Accounts;
using Readback.Configuration;
using Readback.Log;
using Readback.Storage;

namespace Readback.Bench.Seeding;

/// <summary>Sessions that nobody had to log in for: a thousand log-ins would take longer than measuring.</summary>
internal static class SeededSessions
{
    private const int SessionDays = 40;
    private const int TokenSeconds = 3600;

    /// <summary>Opens a session for each user; <paramref name="name"/> tells it from the user's others.</summary>
    public static async Task<List<SessionRow>> Open(IStore store, string name, IEnumerable<SeededUser> users, DateTimeOffset now)
    {
        var sessions = users.Select(user => new SessionRow(
            $"seed-{name}-{WireNumber.Of(user.Id)}", user.Id, "127.0.0.1", now, now.AddDays(SessionDays), null)).ToList();
        await store.Write(db => Insert(db, sessions));
        return sessions;
    }

    /// <summary>Returns an access token for each user.</summary>
    public static async Task<IReadOnlyList<string>> LogIn(IStore store, IEnumerable<SeededUser> users)
    {
        var keys = new SigningKeys();
        await store.Write(async db =>
        {
            await keys.Load(db);
            return true;
        });
        var settings = new ReadbackSettings { Sessions = new SessionSettings { AccessTokenSeconds = TokenSeconds } };
        var tokens = new AccessTokens(keys, settings, TimeProvider.System);
        return [.. (await Open(store, "token", users, SpaceClock.Now(TimeProvider.System))).Select(tokens.Issue)];
    }

    public static Task<int> End(IStore store, IReadOnlyList<SessionRow> sessions, DateTimeOffset now) => store.Write(async db =>
    {
        foreach (var session in sessions)
        {
            await Sessions.Revoke(db, session.Id, now);
        }
        return sessions.Count;
    });

    private static async ValueTask<int> Insert(Db db, List<SessionRow> sessions)
    {
        foreach (var session in sessions)
        {
            await Sessions.Insert(db, session);
        }
        return sessions.Count;
    }
}
