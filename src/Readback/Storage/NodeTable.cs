namespace Readback.Storage;

/// <summary>A server at work on this database.</summary>
/// <param name="Id">Made up at its start.</param>
/// <param name="Beat">Grows every few seconds while it lives.</param>
/// <param name="Version">Grows with each change of who is online by way of it.</param>
/// <param name="IsLeaving">It was told to stop.</param>
internal sealed record NodeRow(string Id, long Beat, long Version, bool IsLeaving);

/// <summary>Whether somebody is online in a space by way of a node.</summary>
internal readonly record struct NodePresenceRow(long Space, long User, bool Online);

/// <summary>The servers that share a database, and who is online by way of which. Only a shared database has these tables.</summary>
internal static class NodeTable
{
    public static ValueTask<int> Insert(Db db, string id) =>
        db.Execute("INSERT INTO node (id, beat, version, leaving) VALUES ($1, 1, 0, 0)", id);

    /// <summary>Says that a node lives; false where the others have given it up.</summary>
    public static async ValueTask<bool> Beat(Db db, string id) =>
        await db.Execute("UPDATE node SET beat = beat + 1 WHERE id = $1", id) > 0;

    public static ValueTask<int> SayLeaving(Db db, string id) => db.Execute("UPDATE node SET leaving = 1 WHERE id = $1", id);

    public static ValueTask<List<NodeRow>> All(Db db) => db.All(
        "SELECT id, beat, version, leaving FROM node",
        static r => new NodeRow(r.Text(0), r.Number(1), r.Number(2), r.Truth(3)));

    /// <summary>Gives up a node that has not been heard of since that beat, and forgets who was online by way of it.</summary>
    public static ValueTask<int> Delete(Db db, NodeRow node) =>
        db.Execute("DELETE FROM node WHERE id = $1 AND beat = $2", node.Id, node.Beat);

    /// <summary>Writes changes under the node's next version; false where the others have given it up.</summary>
    public static async ValueTask<bool> SavePresence(Db db, string id, IEnumerable<NodePresenceRow> changes)
    {
        var version = await db.Number("UPDATE node SET version = version + 1 WHERE id = $1 RETURNING version", id);
        if (version == 0)
        {
            return false;
        }
        await db.InsertMany(
            "node_presence", "node_id, space_id, user_id, online, version",
            [.. changes.Select(change => new DbValue[] { id, change.Space, change.User, change.Online, version })],
            "ON CONFLICT (node_id, space_id, user_id) DO UPDATE SET online = excluded.online, version = excluded.version");
        return true;
    }

    /// <summary>What changed at a node after a version.</summary>
    public static ValueTask<List<NodePresenceRow>> PresenceAfter(Db db, string id, long version) => db.All(
        "SELECT space_id, user_id, online FROM node_presence WHERE node_id = $1 AND version > $2",
        static r => new NodePresenceRow(r.Number(0), r.Number(1), r.Truth(2)), id, version);
}
