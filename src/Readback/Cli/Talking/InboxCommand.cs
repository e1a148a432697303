using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Readback.Client;

namespace Readback.Cli.Talking;

/// <summary><c>readback inbox</c>: what came, oldest first. Nothing is marked as read by it.</summary>
internal static class InboxCommand
{
    private const int DefaultLimit = 20;

    /// <summary>A page of the server.</summary>
    private const int MaxLimit = 2000;

    public static Command Create()
    {
        var unread = new Option<bool>("--unread") { Description = "Only what is not read yet." };
        var json = new Option<bool>("--json") { Description = "A line of JSON for each message." };
        var limit = new Option<int?>("--limit")
        {
            Description = $"The newest so many, up to {MaxLimit}; else {DefaultLimit}, or with --unread all.", HelpName = "number",
        };
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > MaxLimit)
            {
                result.AddError($"--limit: must be from 1 to {MaxLimit}.");
            }
        });
        return new Command("inbox", "List the inbox, oldest first; nothing is marked as read by it.") { unread, json, limit }
            .Talking(async (parsed, space, terminal, cancellation) =>
            {
                var isUnread = parsed.GetValue(unread);
                var rows = isUnread && parsed.GetValue(limit) is null
                    ? await AllUnread(space, cancellation)
                    : await Newest(space, isUnread, parsed.GetValue(limit) ?? DefaultLimit, cancellation);
                if (parsed.GetValue(json))
                {
                    rows.ForEach(row => terminal.Out.WriteLine(JsonSerializer.Serialize(row, TalkJson.Line.ChatMessageRecipient)));
                }
                else
                {
                    terminal.WriteTable(["Number", "Sent", "By", "", "Message"], rows.Select(row => Cells(row, terminal.IsWatched)));
                }
                return ExitCodes.Good;
            });
    }

    private static async Task<List<ChatMessageRecipient>> AllUnread(ReadbackSpace space, CancellationToken cancellation)
    {
        var rows = new List<ChatMessageRecipient>();
        await foreach (var row in space.AllInboxAsync(isRead: false, cancellation))
        {
            rows.Add(row);
        }
        return rows;
    }

    private static async Task<List<ChatMessageRecipient>> Newest(
        ReadbackSpace space, bool isUnread, int limit, CancellationToken cancellation)
    {
        var page = await space.InboxAsync(isUnread ? false : null, new PageRequest { Size = limit }, cancellation);
        return [.. page.Content.Reverse()];
    }

    private static string[] Cells(ChatMessageRecipient row, bool isWatched)
    {
        var message = row.ChatMessage;
        return
        [
            message.Number.ToString(CultureInfo.InvariantCulture), MessageLine.Date(message, isWatched),
            MessageLine.Text(message.CreatedBy, isWatched), row.IsRead ? "read" : "unread", MessageLine.Text(message.Content, isWatched),
        ];
    }
}
