// Says at the end of a shift what was sent in its hours and who has not read it. Takes the space's name and the hours:
//
//   ShiftReport "boiler 2" 8

using System.Globalization;
using Readback.Client;

var hours = args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 8;
using var client = Connection.Open();
var space = client.Space(args);

var messages = new List<ChatMessage>();
await foreach (var message in space.AllMessagesAsync(new MessageFilter { Since = TimeProvider.System.GetUtcNow().AddHours(-hours) }))
{
    messages.Add(message);
}

// Counts first, for many messages in one call; names only where somebody is missing.
foreach (var screen in messages.Chunk(ReadbackSpace.MaxReceipts))
{
    var counts = (await space.ReceiptsAsync(screen[0].Number, screen[^1].Number)).ToDictionary(count => count.Number);
    foreach (var message in screen.Where(message => counts[message.Number].ReadCount < counts[message.Number].RecipientCount))
    {
        var missing = new List<string>();
        await foreach (var row in space.AllRecipientsAsync(message.Id, isRead: false))
        {
            missing.Add(row.Username);
        }
        Console.WriteLine($"{message.Number}\t{message.CreatedBy}\t{message.CreationDate:u}\tnot read by {string.Join(", ", missing)}");
    }
}
Console.WriteLine($"{messages.Count} messages in {hours.ToString(CultureInfo.InvariantCulture)} hours.");
await client.LogOutAsync();
