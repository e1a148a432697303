using Microsoft.Data.Sqlite;
using Npgsql;
using Readback.Storage;
using Readback.Storage.Postgres;
using Readback.Storage.Sqlite;
using Readback.Tests.Hosting;
using Readback.Tests.Model;
using Readback.Text;

namespace Readback.Tests.Storage;

/// <summary>
/// A space as the first version of the schema kept it: what happens is decided by the naive model, and told row by row as
/// that version wrote it (a row of the log and of receipts for each message, an entry for each one's own).
/// </summary>
internal sealed class FirstSchema(IReadOnlyList<string> people)
{
    private readonly List<DbValue[]> _log = [];
    private readonly List<DbValue[]> _entries = [];
    private readonly List<DbValue[]> _memberships = [];
    private readonly Dictionary<long, long> _positions = [];

    public const long Space = 1;

    public NaiveChat Naive { get; } = new();

    /// <summary>What the log tells, position by position.</summary>
    public IEnumerable<(string Kind, string Person, long? Number, string? Ranges)> LogRows => _log.Select(
        row => (row[2].Text!, people[(int)row[3].Number - 1], row[5] is { IsNull: false, Number: var number } ? number : (long?)null, row[6].Text));

    public long UserId(string person) => 1 + people.ToList().IndexOf(person);

    public void Join(string person, DateTimeOffset now)
    {
        Naive.Join(person, now);
        Log("joined", person);
        _memberships.Add([Space, UserId(person), person, Naive.Messages.Count + 1, default, _log.Count, default, Naive.LastDate, default]);
    }

    public void Leave(string person, DateTimeOffset now)
    {
        Naive.Leave(person, now);
        Log("left", person);
        var membership = _memberships.Last(m => m[2].Text == person);
        (membership[4], membership[6], membership[8]) = (Naive.Messages.Count, _log.Count, Naive.LastDate);
    }

    public void Send(string person, string content, DateTimeOffset now)
    {
        Assert.True(Naive.Send(person, content, now));
        var number = Naive.Messages[^1].Number;
        Log("message", person, number);
        _positions[number] = _log.Count;
        _entries.Add([Space, UserId(person), number, number, Naive.LastDate]);
    }

    public void Read(string person, IReadOnlyCollection<long> numbers, DateTimeOffset now)
    {
        var unread = NumberRanges.Of(Naive.Inbox(person, isRead: false).Select(row => row.Message.Number).Intersect(numbers));
        if (Naive.SetRead(person, numbers, now) is true)
        {
            Log("read", person, ranges: NumberRanges.ToJson(unread));
            _entries.AddRange(unread.Select(range => new DbValue[] { Space, UserId(person), range.From, range.To, Naive.LastDate }));
        }
    }

    /// <summary>Makes a database by the first script alone, fills it, and lets the next scripts run on it.</summary>
    /// <param name="data">Where.</param>
    /// <param name="now">When.</param>
    /// <param name="scripts">How many scripts, the first among them.</param>
    public async Task Write(TestData data, DateTimeOffset now, int scripts = 1)
    {
        if (data.Store is { } store)
        {
            await using var connection = new NpgsqlConnection(store + ";Pooling=false");
            await connection.OpenAsync();
            await PostgresSchema.Upgrade(connection, "test", [PostgresSchema.Known[0]]);
            await Fill(new PostgresDb(connection, CancellationToken.None), now);
            await PostgresSchema.Upgrade(connection, "test", [.. PostgresSchema.Known.Take(scripts)]);
            return;
        }
        System.IO.Directory.CreateDirectory(data.Path);
        var path = Path.Combine(data.Path, DataDirectory.DatabaseName);
        var file = SqliteStore.Open(path, SqliteOpenMode.ReadWriteCreate);
        SqliteSchema.Upgrade(file, path, [SqliteSchema.Known[0]]);
        using var db = new SqliteDb(file);
        await Fill(db, now);
        SqliteSchema.Upgrade(file, path, [.. SqliteSchema.Known.Take(scripts)]);
    }

    private async Task Fill(Db db, DateTimeOffset now)
    {
        await db.Execute("BEGIN");
        foreach (var person in people)
        {
            var id = await Users.Insert(db, new UserRow(
                0, person, CaseFolding.Fold(person), "", null, null, true, false, false, false, "test", now, "test", now));
            Assert.Equal(UserId(person), id);
            await Sessions.Insert(db, new SessionRow(RealChat.SessionOf(id), id, "127.0.0.1", now, now.AddYears(1), null));
        }
        Assert.Equal(Space, await SpaceTable.Insert(db, new SpaceRow(0, "boiler-2", "boiler-2", false, "test", now, "test", now)));
        await db.Execute(
            "UPDATE space_head SET last_number = $1, last_position = $2, last_date = $3, member_count = $4",
            Naive.Messages.Count, _log.Count, Naive.LastDate, Naive.Members.Count);
        await db.InsertMany(
            "membership",
            "space_id, user_id, username, since_number, until_number, since_position, until_position, joined_at, left_at", _memberships);
        await db.InsertMany("log", "space_id, position, kind, user_id, at, number, ranges", _log);
        await db.InsertMany("read_entry", "space_id, user_id, from_number, to_number, read_at", _entries);
        await FillMessages(db);
        await FillReads(db);
        await db.Execute("COMMIT");
    }

    private async Task FillMessages(Db db)
    {
        var messages = Naive.Messages;
        await db.InsertMany(
            "message", "id, space_id, position, sender_id, sender, created_at, content",
            messages.ConvertAll(m => new DbValue[]
                { MessageId.Of(Space, m.Number), Space, _positions[m.Number], UserId(m.Sender), m.Sender, m.CreatedAt, m.Content }));
        await db.InsertMany(
            "message_receipts", "space_id, number, recipient_count, read_count",
            messages.ConvertAll(m => new DbValue[]
                { Space, m.Number, Naive.RecipientsOf(m.Number, null).Count(), Naive.RecipientsOf(m.Number, true).Count() }));
        await db.InsertMany(
            "message_search", TestData.IsPostgres ? "id, folded" : "rowid, folded",
            messages.ConvertAll(m => new DbValue[] { MessageId.Of(Space, m.Number), CaseFolding.Fold(m.Content) }));
    }

    private async Task FillReads(Db db)
    {
        foreach (var person in people)
        {
            var read = Naive.Inbox(person, isRead: true).Select(row => row.Message.Number).ToList();
            await db.InsertMany(
                "read_run", "space_id, user_id, from_number, to_number",
                NumberRanges.Of(read).ConvertAll(run => new DbValue[] { Space, UserId(person), run.From, run.To }));
            await db.Execute("INSERT INTO inbox (space_id, user_id, read_count) VALUES ($1, $2, $3)", Space, UserId(person), read.Count);
        }
    }

    private void Log(string kind, string person, long? number = null, string? ranges = null) =>
        _log.Add([Space, _log.Count + 1, kind, UserId(person), Naive.LastDate, number, ranges]);
}
