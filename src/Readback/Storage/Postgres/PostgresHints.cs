using System.Data.Common;
using System.Net.Sockets;
using Npgsql;

namespace Readback.Storage.Postgres;

/// <summary>
/// <c>LISTEN</c> and <c>NOTIFY</c>. A notification takes a lock that all commits with notifications of the database share,
/// so none is ever part of a commit that somebody waits for.
/// </summary>
internal sealed class PostgresHints(string connectionString) : IHintChannel, IAsyncDisposable
{
    private const string Channel = "readback";

    /// <summary>How long a silent connection may be dead before it is found out, in seconds.</summary>
    private const int KeepAliveSeconds = 5;

    /// <summary>Two connections outside the store's pool: hints neither wait for it nor are waited for.</summary>
    private readonly NpgsqlDataSource _telling = PostgresConnection.OpenPool(connectionString, settings => settings.MaxPoolSize = 1);
    private readonly NpgsqlDataSource _listening = PostgresConnection.OpenPool(connectionString, settings =>
    {
        settings.Pooling = false;
        settings.KeepAlive = KeepAliveSeconds;
    });

    /// <summary>PostgreSQL takes less than 8,000.</summary>
    public int MaxBytes => 7900;

    public async Task Tell(string hint)
    {
        try
        {
            await using var command = _telling.CreateCommand($"SELECT pg_notify('{Channel}', $1)");
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = hint });
            await command.ExecuteNonQueryAsync();
        }
        catch (DbException e)
        {
            throw Lost(e);
        }
    }

    public async Task Listen(Action listening, Action<string> heard, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await _listening.OpenConnectionAsync(cancellation);
            connection.Notification += (_, notice) => heard(notice.Payload);
            await using (var command = new NpgsqlCommand($"LISTEN {Channel}", connection))
            {
                await command.ExecuteNonQueryAsync(cancellation);
            }
            listening();
            while (true)
            {
                await connection.WaitAsync(cancellation);
            }
        }
        catch (Exception e) when (e is DbException or IOException or SocketException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw Lost(e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _telling.DisposeAsync();
        await _listening.DisposeAsync();
    }

    private static StoreUnavailableException Lost(Exception e) => new("The database does not answer.", e);
}
