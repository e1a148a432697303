namespace Readback.Storage.Moving;

/// <summary>Stands in a database into which data is being moved, until all of it is there: nobody may work on it before.</summary>
internal static class MoveMark
{
    /// <summary>The life of the log that is being moved here; <c>null</c> where nothing is.</summary>
    public static ValueTask<string?> Find(Db db) => db.First("SELECT log_life FROM move_mark", static r => r.Text(0));

    public static ValueTask<int> Set(Db db, string life) => db.Execute("INSERT INTO move_mark (log_life) VALUES ($1)", life);

    public static ValueTask<int> Remove(Db db) => db.Execute("DELETE FROM move_mark");

    /// <exception cref="StoreRefusedException">A move into this database has not come to its end.</exception>
    public static async ValueTask<bool> Refuse(Db db) => await Find(db) is null
        ? true
        : throw new StoreRefusedException(
            "Data is being moved into this database and is not all there yet. Run the same 'readback move' again: it goes on where it stopped.");
}
