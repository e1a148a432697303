
namespace Readback.Storage;

/// <summary>A space as it is on record. A closed one keeps its name and its history.</summary>
internal sealed record SpaceRow(
    long Id, string Name, string NameFolded, bool Closed, string CreatedBy, DateTimeOffset CreatedAt, string ModifiedBy,
    DateTimeOffset ModifiedAt);

internal static class SpaceTable
{
    private const string Columns = "id, name, name_folded, closed, created_by, created_at, modified_by, modified_at";

    public static ValueTask<List<SpaceRow>> All(Db db) => db.All($"SELECT {Columns} FROM space ORDER BY id", Row);

    public static ValueTask<SpaceRow?> Find(Db db, long id) => db.First($"SELECT {Columns} FROM space WHERE id = $1", Row, id);

    public static ValueTask<SpaceRow?> FindByName(Db db, string folded) =>
        db.First($"SELECT {Columns} FROM space WHERE name_folded = $1", Row, folded);

    /// <summary>Stores a new space (its <c>Id</c> is ignored) with an empty log and returns the id it was given.</summary>
    public static async ValueTask<long> Insert(Db db, SpaceRow s)
    {
        var id = await db.Number(
            """
            INSERT INTO space (name, name_folded, closed, created_by, created_at, modified_by, modified_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id
            """,
            s.Name, s.NameFolded, s.Closed, s.CreatedBy, s.CreatedAt, s.ModifiedBy, s.ModifiedAt);
        await SpaceHeads.Insert(db, id);
        return id;
    }

    public static ValueTask<int> Update(Db db, SpaceRow s) => db.Execute(
        "UPDATE space SET name = $2, name_folded = $3, closed = $4, modified_by = $5, modified_at = $6 WHERE id = $1",
        s.Id, s.Name, s.NameFolded, s.Closed, s.ModifiedBy, s.ModifiedAt);

    private static SpaceRow Row(DbRow r) => new(
        r.Number(0), r.Text(1), r.Text(2), r.Truth(3), r.Text(4), r.Date(5), r.Text(6), r.Date(7));
}
