using System.Data;
using System.Data.Common;
using Npgsql;

namespace Readback.Storage.Postgres;

/// <summary>
/// A PostgreSQL database that any number of nodes share. A read is one snapshot; a write sees what is committed, statement
/// by statement, and what it must rely on it locks.
/// </summary>
internal sealed partial class PostgresStore(string connectionString, ILogger<PostgresStore> log) : IStore
{
    /// <summary>How often a change is tried that lost a race against another one (a deadlock, never its own mistake).</summary>
    private const int MaxTries = 4;

    private readonly NpgsqlDataSource _pool = PostgresConnection.OpenPool(connectionString);
    private readonly string _name = PostgresConnection.Describe(connectionString);

    private volatile string? _trouble;

    public bool IsShared => true;

    public long? Changes => null;

    public string? WriteTrouble => _trouble;

    public Task Prepare() => Prepare(connection => PostgresSchema.Upgrade(connection, _name));

    /// <summary>Refuses a database that does not have this version's schema, and leaves it as it is.</summary>
    /// <exception cref="StoreRefusedException">The database can't be reached or used, or is of another version.</exception>
    public Task RequireCurrent() => Prepare(connection => PostgresSchema.RequireCurrent(connection, _name));

    public async Task<T> Read<T>(Func<Db, ValueTask<T>> read, CancellationToken cancellation = default)
    {
        try
        {
            await using var connection = await _pool.OpenConnectionAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
            var answer = await read(new PostgresDb(connection, cancellation));
            await transaction.CommitAsync(cancellation);
            return answer;
        }
        catch (DbException e)
        {
            // A cancelled statement's own word for it is an error of the server's.
            cancellation.ThrowIfCancellationRequested();
            throw Translated(e);
        }
    }

    public async Task<T> Write<T>(Func<Db, ValueTask<T>> write, bool goesOnThere = false)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                var answer = await WriteOnce(write);
                _trouble = null;
                return answer;
            }
            catch (PostgresException e) when (tried < MaxTries && IsLostRace(e))
            {
                LogLostRace(log, e.SqlState, tried);
            }
            catch (DbException e)
            {
                var translated = Translated(e);
                _trouble = (translated as StoreUnavailableException)?.Message ?? _trouble;
                throw translated;
            }
        }
    }

    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    private async Task Prepare(Func<NpgsqlConnection, Task> prepare)
    {
        try
        {
            await using var connection = await _pool.OpenConnectionAsync();
            await prepare(connection);
        }
        catch (DbException e)
        {
            throw new StoreRefusedException($"{_name} can't be used: {e.Message}", e);
        }
    }

    private async Task<T> WriteOnce<T>(Func<Db, ValueTask<T>> write)
    {
        await using var connection = await _pool.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted);
        var db = new PostgresDb(connection, CancellationToken.None);
        db.PlanForGrowth();
        var answer = await write(db);
        try
        {
            await db.Commit();
        }
        catch (DbException e) when (db.IsOutcomeUnknown(e) && Translated(e) is StoreUnavailableException)
        {
            throw new StoreUnavailableException("The connection was lost while a change was being committed.", e)
            {
                IsOutcomeUnknown = true,
            };
        }
        return answer;
    }

    private static bool IsLostRace(PostgresException e) =>
        e.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    private Exception Translated(DbException e)
    {
        var translated = PostgresConnection.Translate(e);
        if (translated is StoreUnavailableException)
        {
            LogUnavailable(log, e.Message);
            // A server that went takes all its connections along: none of them is to be found dead later, one by one.
            _pool.Clear();
        }
        return translated;
    }

    [LoggerMessage(1102, LogLevel.Error, "The database does not answer: {Reason}")]
    private static partial void LogUnavailable(ILogger log, string reason);

    [LoggerMessage(1103, LogLevel.Information, "A change lost a race ({State}) and is tried again, after {Tries} tries")]
    private static partial void LogLostRace(ILogger log, string state, int tries);
}
