using Npgsql;

namespace Readback.Storage.Postgres;

/// <summary>
/// What waits to go to the database together. A trip costs more than most statements do, so whatever nobody waits for stays
/// here until somebody waits for something, or until the commit.
/// </summary>
internal sealed class PostgresTrip(NpgsqlConnection connection, CancellationToken cancellation)
{
    /// <summary>Statements that wait at most: past that they go, so that a large change is not held in memory as a whole.</summary>
    private const int MaxWaiting = 1000;

    private readonly NpgsqlBatchCommand _commit = new("COMMIT");
    private List<NpgsqlBatchCommand> _waiting = [];
    private List<IPostgresQuestion> _asked = [];

    /// <summary>
    /// For a transaction that writes: a connection keeps the plans of its statements, and one that was made while a table was
    /// small would go on to read all of it when it has grown.
    /// </summary>
    public void PlanForGrowth() => _waiting.Add(new NpgsqlBatchCommand("SET LOCAL enable_seqscan = off"));

    /// <summary>Adds a statement that answers with no rows.</summary>
    public ValueTask Add(NpgsqlBatchCommand statement)
    {
        _waiting.Add(statement);
        return _waiting.Count < MaxWaiting ? ValueTask.CompletedTask : Send();
    }

    /// <summary>Adds the statements of a question, which each answer with rows or none.</summary>
    public void Add(IPostgresQuestion question, IEnumerable<NpgsqlBatchCommand> statements)
    {
        _waiting.AddRange(statements);
        _asked.Add(question);
    }

    /// <summary>Sends all that waits, in its order, and reads the answers.</summary>
    public async ValueTask Send()
    {
        if (_waiting.Count == 0)
        {
            return;
        }
        var (statements, questions) = (_waiting, _asked);
        (_waiting, _asked) = ([], []);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(statement);
        }
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        foreach (var question in questions)
        {
            await question.Read(reader, cancellation);
        }
        while (await reader.NextResultAsync(cancellation))
        {
            // To the end of them all: an error of a statement that answers with no rows is told there.
        }
    }

    /// <summary>Sends all that waits and, behind it, the commit.</summary>
    public ValueTask Commit()
    {
        _waiting.Add(_commit);
        return Send();
    }

    /// <summary>
    /// Whether a commit that failed may have been made all the same. An error that the server told of an earlier statement
    /// says that it was not: it never came to the commit.
    /// </summary>
    public bool IsOutcomeUnknown(Exception e) => e is not PostgresException told || told.BatchCommand == _commit;
}
