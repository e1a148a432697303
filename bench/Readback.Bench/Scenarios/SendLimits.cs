using Readback.Bench.Yardsticks;
using static Readback.Bench.Reports.MarkdownTable;

namespace Readback.Bench.Scenarios;

/// <summary>What sends are measured beside, on the database that they are written to.</summary>
/// <param name="All">All of them, for the table.</param>
/// <param name="Beside">Those that a send is compared with in a line of its own.</param>
/// <param name="Promised">Those of these that the product promises something beside.</param>
/// <param name="Least">How many times its rate is promised.</param>
/// <param name="Ends">Takes away what they were measured on.</param>
internal sealed record SendLimits(
    IReadOnlyList<Contestant> All, IReadOnlyList<Contestant> Beside, IReadOnlyList<Contestant> Promised, double Least, Func<ValueTask> Ends) : IAsyncDisposable
{
    private const double Seconds = 0.8;
    private const double TimesRowPerRecipient = 50;
    private const double PartOfInserts = 0.5;

    /// <summary>Messages that the classic design is given to commit at once, as well as one by one.</summary>
    private const int ClassicBatch = 64;

    public ValueTask DisposeAsync() => Ends();

    public static async Task<SendLimits> OfSqlite(Stage stage, int clients, int batch, bool isAll)
    {
        var directory = Path.GetDirectoryName(stage.Directory)!;
        var stores = new List<BareStore>();
        Contestant Bare(string work, StoreDesign design, int messages)
        {
            var store = new BareStore(directory, design);
            stores.Add(store);
            return new Contestant(Cell($"{work}, {messages} a commit"), "", clients, time => store.Run(time, messages)) { IsLimit = true, Seconds = Seconds };
        }
        List<Contestant> limits = [Bare("bare store: the same rows", StoreDesign.Product, batch)];
        List<Contestant> classic = [];
        BareServer? server = null;
        if (clients == 1)
        {
            limits.Add(new Contestant("fsync of 4 KiB", "", 1, time => DiskYardstick.Run(stage.Directory, time)) { IsLimit = true, Seconds = Seconds / 2 });
        }
        if (isAll)
        {
            server = await BareServer.Start(directory, clients);
            limits.Add(server.Sends(Seconds));
            limits.Add(Bare("bare store: with FTS5 trigrams", StoreDesign.ProductWithTrigrams, batch));
            var row = Cell($"SQL alone, a row for each of {StoreRows.Recipients:N0}");
            classic = [Bare(row, StoreDesign.RowPerRecipient, 1), Bare(row, StoreDesign.RowPerRecipient, ClassicBatch)];
            limits.AddRange(classic);
        }
        return new SendLimits(limits, isAll ? limits : [], classic, TimesRowPerRecipient, async () =>
        {
            stores.ForEach(store => store.Dispose());
            await (server?.DisposeAsync() ?? ValueTask.CompletedTask);
        });
    }

    public static async Task<SendLimits> OfPostgres(Stage stage, string store, int clients, bool isAll)
    {
        if (!isAll)
        {
            return new SendLimits([], [], [], 0, () => ValueTask.CompletedTask);
        }
        var inserts = await InsertYardstick.Prepare(store);
        List<Contestant> limits = [.. InsertYardstick.Scripts.Select(script => new Contestant(
            script.What, "", clients, _ => inserts.Run(script.Sql, clients, stage.Effort.IsQuick ? 1 : 2)) { IsLimit = true })];
        return new SendLimits(limits, limits, limits[..2], PartOfInserts, () =>
        {
            inserts.Dispose();
            return ValueTask.CompletedTask;
        });
    }
}
