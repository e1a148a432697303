using Readback.Storage;

namespace Readback.Bench.Seeding;

/// <summary>Writes a space's history, many batches to a transaction, as <see cref="SeededSpace"/> says it is.</summary>
internal sealed class SeededHistory(SeededSpace space, SeedLog log, SeedClock clock)
{
    private const int BatchesPerTransaction = 400;
    private const int LateReadersPerBatch = 500;

    private int _sent;

    /// <summary>Messages in turn by the first members; the very first of them also read all there is.</summary>
    public async Task Write(IStore store, bool isReadByAThird)
    {
        while (_sent < space.Messages)
        {
            await store.Write(WriteTransaction);
        }
        if (isReadByAThird)
        {
            clock.Now += SeededSpace.Step;
            await store.Write(ReadLate);
        }
    }

    private async ValueTask<int> WriteTransaction(Db db)
    {
        for (var i = 0; i < BatchesPerTransaction && _sent < space.Messages; i++)
        {
            clock.Now += SeededSpace.Step;
            var first = _sent + 1;
            _sent = Math.Min(_sent + SeededSpace.MessagesPerBatch, space.Messages);
            await log.Send(db, Enumerable.Range(first, _sent - first + 1)
                .Select(number => (space.Sender(number), SeededSpace.Content(number))));
            await log.Read(db, Enumerable.Range(0, Cast.Readers), first, _sent);
        }
        return _sent;
    }

    private async ValueTask<int> ReadLate(Db db)
    {
        foreach (var readers in Enumerable.Range(0, space.Members).Where(space.IsLateReader).Chunk(LateReadersPerBatch))
        {
            await log.Read(db, readers, 1, space.LateReadTo);
        }
        return space.Members;
    }
}
