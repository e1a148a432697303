// Hands on what happens in a space, to a printer or a historian for instance, and misses nothing while it is not running: where
// it stopped is kept in a file. Takes the space's name and the file:
//
//   Watcher "boiler 2" watcher.point

using System.Globalization;
using Readback.Client;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
var file = args.Length > 1 ? args[1] : "watcher.point";
using var client = Connection.Open();

try
{
    await foreach (var happened in client.Space(args).FollowAsync(Kept(file), stop.Token))
    {
        // What people wrote goes on as text; a printer may have to leave control characters out.
        Console.WriteLine(happened switch
        {
            FeedHello hello => $"{(hello.IsResumed ? "goes on" : "begins")} at {hello.Point!.Position}, online: {string.Join(", ", hello.Online)}",
            FeedMessage { Message: var message } => $"{message.Number} {message.CreatedBy}: {message.Content}",
            FeedRead read => $"{read.Username} has read {string.Join(", ", read.Ranges.Select(range => $"{range.From}-{range.To}"))}",
            FeedReceipts receipts => string.Join(", ", receipts.Counts.Select(count => $"{count.Number} read by {count.Count}")),
            FeedMember member => $"{member.Username} {(member.HasJoined ? "joined" : "left")}",
            FeedPresence presence => $"{presence.Username} is {(presence.IsOnline ? "online" : "offline")}",
            _ => "the server's log is another one now",
        });
        Keep(file, happened.Point);
    }
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    await client.LogOutAsync();
}

static FeedPoint? Kept(string file) => File.Exists(file) && File.ReadAllText(file).Split(' ') is [var log, var position]
    ? new FeedPoint(log, long.Parse(position, CultureInfo.InvariantCulture))
    : null;

// Written beside and moved: a power cut leaves the old point or the new one.
static void Keep(string file, FeedPoint? point)
{
    if (point is not null)
    {
        File.WriteAllText(file + ".new", $"{point.Log} {point.Position.ToString(CultureInfo.InvariantCulture)}");
        File.Move(file + ".new", file, overwrite: true);
    }
}
