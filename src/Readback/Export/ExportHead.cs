using Readback.Http;

namespace Readback.Export;

/// <summary>What an export says of itself.</summary>
/// <param name="Space">The space's name.</param>
/// <param name="Dates">From when to when; open where nothing was said.</param>
/// <param name="Zone">Whose clock its dates are read from.</param>
/// <param name="Log">The log's life.</param>
/// <param name="Position">The position of the log that it shows.</param>
/// <param name="Messages">How many messages it holds.</param>
/// <param name="MadeBy">Who asked for it.</param>
/// <param name="MadeAt">When.</param>
internal sealed record ExportHead(
    string Space, DateBounds Dates, ExportZone Zone, string Log, long Position, long Messages, string MadeBy, DateTimeOffset MadeAt)
{
    public static ExportHead Of(string space, ExportOrder order, ExportPlan plan, string madeBy, DateTimeOffset madeAt) =>
        new(space, order.Dates, order.Zone, plan.Log, plan.Position, plan.Messages, madeBy, madeAt);
}
