namespace Readback.Storage;

/// <summary>When the next log-in attempt of an address would be due if attempts came evenly.</summary>
internal static class LoginRates
{
    public static ValueTask<DateTimeOffset> DueAt(Db db, string address) => db.First(
        "SELECT due_at FROM login_rate WHERE address = $1", static r => r.Date(0), address);

    /// <summary>Locks an address' date, which is there afterwards: of many attempts at once each sees those before it.</summary>
    public static async ValueTask<DateTimeOffset> Take(Db db, string address)
    {
        await db.Execute("INSERT INTO login_rate (address, due_at) VALUES ($1, 0) ON CONFLICT (address) DO NOTHING", address);
        return await db.First($"SELECT due_at FROM login_rate WHERE address = $1{db.ForUpdate}", static r => r.Date(0), address);
    }

    public static ValueTask<int> Save(Db db, string address, DateTimeOffset dueAt) =>
        db.Execute("UPDATE login_rate SET due_at = $2 WHERE address = $1", address, dueAt);

    /// <summary>Forgets addresses whose attempts no longer count.</summary>
    public static ValueTask<int> DeleteDueBefore(Db db, DateTimeOffset date) =>
        db.Execute("DELETE FROM login_rate WHERE due_at < $1", date);
}
