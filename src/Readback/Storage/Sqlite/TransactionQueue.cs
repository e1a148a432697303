using System.Diagnostics.CodeAnalysis;

namespace Readback.Storage.Sqlite;

/// <summary>
/// Transactions in line for the one thread that writes. While there is none that thread sleeps, and at once: the framework's blocking
/// collections look for work a hundred times over before they do, after each commit, for some 0.4 ms of processor time.
/// </summary>
/// <param name="capacity">Transactions that may wait.</param>
internal sealed class TransactionQueue(int capacity)
{
    private readonly Queue<Func<Task>> _waiting = new();
    private bool _isClosed;

    /// <summary>Whether a transaction came into the line; <c>false</c> where there is no room.</summary>
    /// <exception cref="StoreUnavailableException">The line is closed.</exception>
    public bool TryAdd(Func<Task> transaction)
    {
        lock (_waiting)
        {
            if (_isClosed)
            {
                throw new StoreUnavailableException("The server is stopping.");
            }
            if (_waiting.Count == capacity)
            {
                return false;
            }
            _waiting.Enqueue(transaction);
            Monitor.Pulse(_waiting);
            return true;
        }
    }

    /// <summary>Waits for the next one; <c>false</c> once the line is closed and all of it has been taken.</summary>
    public bool TryTake([NotNullWhen(true)] out Func<Task>? transaction)
    {
        lock (_waiting)
        {
            while (!_waiting.TryDequeue(out transaction) && !_isClosed)
            {
                Monitor.Wait(_waiting);
            }
            return transaction is not null;
        }
    }

    /// <summary>No more may come.</summary>
    public void Close()
    {
        lock (_waiting)
        {
            _isClosed = true;
            Monitor.Pulse(_waiting);
        }
    }
}
