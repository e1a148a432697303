using System.Globalization;
using Readback.Accounts;
using Readback.Configuration;
using Readback.Log;
using Readback.Storage;

namespace Readback.Bench.Seeding;

/// <summary>Lets users be logged in from the start: a thousand log-ins would take longer than measuring.</summary>
internal static class SeededSessions
{
    private const int SessionDays = 1;
    private const int TokenSeconds = 3600;

    /// <summary>Returns an access token for each user.</summary>
    public static async Task<IReadOnlyList<string>> Open(IStore store, SigningKeys keys, IReadOnlyList<SeededUser> users)
    {
        var now = SpaceClock.Now(TimeProvider.System);
        var sessions = users.Select(user => new SessionRow(
            string.Create(CultureInfo.InvariantCulture, $"seed-live-{user.Id}"), user.Id, "127.0.0.1", now, now.AddDays(SessionDays), null))
            .ToList();
        await store.Write(db => Insert(db, sessions));
        var settings = new ReadbackSettings { Sessions = new SessionSettings { AccessTokenSeconds = TokenSeconds } };
        var tokens = new AccessTokens(keys, settings, TimeProvider.System);
        return [.. sessions.Select(tokens.Issue)];
    }

    private static async ValueTask<int> Insert(Db db, List<SessionRow> sessions)
    {
        foreach (var session in sessions)
        {
            await Sessions.Insert(db, session);
        }
        return sessions.Count;
    }
}
