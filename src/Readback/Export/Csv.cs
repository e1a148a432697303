using System.Buffers;
using System.Globalization;
using System.Text;

namespace Readback.Export;

/// <summary>
/// RFC 4180 in UTF-8 with a byte-order mark, as spreadsheets expect it: a row of names, then a row for each message, or for
/// each recipient of each message.
/// </summary>
/// <remarks>
/// No cell is ever a formula. One that begins with a sign at which spreadsheets begin to compute (<c>= + - @</c>, their
/// full-width forms, a tab or the end of a line) gets an apostrophe before it; and so does one that begins with an
/// apostrophe. To undo it: of every cell that begins with an apostrophe, drop that one.
/// </remarks>
internal sealed class Csv(char separator, bool isOfReceipts) : IExportFormat
{
    private static readonly SearchValues<char> Dangerous = SearchValues.Create("=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20'");
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\"\r\n,;");

    private ExportZone _zone = ExportZone.Utc;

    public void Begin(IBufferWriter<byte> to, ExportHead head)
    {
        _zone = head.Zone;
        to.Write(Encoding.UTF8.Preamble);
        Row(to, isOfReceipts
            ? ["number", "sender", "recipient", "isRead", "readDate", "readDateUtc"]
            : ["number", "id", "date", "dateUtc", "sender", "content", "recipientCount", "readCount", "unreadCount"]);
    }

    public void Write(IBufferWriter<byte> to, ExportedMessage exported)
    {
        var (message, number) = (exported.Message, Text(exported.Message.Number));
        if (!isOfReceipts)
        {
            Row(to, [
                number, Text(message.Id), _zone.Plain(message.CreatedAt), ExportZone.Utc.Iso(message.CreatedAt), message.Sender, message.Content,
                Text(exported.RecipientCount), Text(exported.ReadCount), Text(exported.RecipientCount - exported.ReadCount)]);
            return;
        }
        foreach (var (username, readAt) in exported.Recipients)
        {
            Row(to, readAt is { } date
                ? [number, message.Sender, username, "true", _zone.Plain(date), ExportZone.Utc.Iso(date)]
                : [number, message.Sender, username, "false", "", ""]);
        }
    }

    /// <summary>Nothing: every row is of the same kind.</summary>
    public void End(IBufferWriter<byte> to, ExportTotals totals, string sha256)
    {
    }

    /// <summary>A cell's text made harmless.</summary>
    public static string Harmless(string cell) => cell.Length > 0 && Dangerous.Contains(cell[0]) ? $"'{cell}" : cell;

    private void Row(IBufferWriter<byte> to, ReadOnlySpan<string> cells)
    {
        Span<byte> between = [(byte)separator];
        for (var place = 0; place < cells.Length; place++)
        {
            if (place > 0)
            {
                to.Write(between);
            }
            Cell(to, Harmless(cells[place]));
        }
        to.Write("\r\n"u8);
    }

    private static void Cell(IBufferWriter<byte> to, string cell)
    {
        if (!cell.AsSpan().ContainsAny(Quoted))
        {
            Encoding.UTF8.GetBytes(cell, to);
            return;
        }
        to.Write("\""u8);
        Encoding.UTF8.GetBytes(cell.Replace("\"", "\"\"", StringComparison.Ordinal), to);
        to.Write("\""u8);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
