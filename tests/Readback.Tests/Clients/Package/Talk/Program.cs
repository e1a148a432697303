// The talk that the browsers' tests hold (web/browser-tests/talk.test.ts), held by two people who have nothing but the packed client.
// On the way the server is restarted by whoever started this: it says when, and waits for a line.

using Readback.Client;

var server = new Uri(args[0]);
using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
var patient = new ReadbackClientOptions { FirstRetryDelay = TimeSpan.FromMilliseconds(20), MaxRetryDelay = TimeSpan.FromMilliseconds(200) };
using var ayse = new ReadbackClient(server, ReadbackCredential.Password("ayse", args[1]), patient);
using var bora = new ReadbackClient(server, ReadbackCredential.Password("bora", args[1]), patient);
var (talks, hears) = (ayse.Space("boiler-2"), bora.Space("boiler-2"));
await using var ofAyse = talks.FollowAsync(cancellation: stop.Token).GetAsyncEnumerator();
await using var ofBora = hears.FollowAsync(cancellation: stop.Token).GetAsyncEnumerator();
Expect(await Next<FeedHello>(ofAyse) is { Unread: 0 }, "Ayse is there");
Expect(await Next<FeedHello>(ofBora) is { Unread: 0 }, "Bora is there");

// Each sees at once what the other wrote, and what the other has read.
var pump = await talks.SendAsync("Pump 3 is off");
Expect(await Next<FeedMessage>(ofBora) is { Message: { Content: "Pump 3 is off", CreatedBy: "ayse", Number: 1 } }, "Bora sees it");
Expect(await Next<FeedMessage>(ofAyse) is { Message.Number: 1 }, "Ayse sees her own message too");
Expect((await hears.UnreadAsync()).Unread == 1, "it is unread");
await hears.SetReadAsync(pump.Id);
Expect(await Next<FeedRead>(ofAyse) is { Username: "bora", Ranges: [{ From: 1, To: 1 }] }, "and that Bora has read it");
await hears.SendAsync("Understood");
Expect(await Next<FeedMessage>(ofAyse) is { Message: { Content: "Understood", CreatedBy: "bora" } }, "and hears the answer");

// Receipts by name.
var names = new List<string>();
await foreach (var row in talks.AllRecipientsAsync(pump.Id))
{
    names.Add($"{row.Username} {(row.IsRead ? "read" : "unread")}");
}
Expect(string.Join(", ", names) == "ayse read, bora read, chen unread", string.Join(", ", names));

// A restart in between loses nothing and doubles nothing.
Console.WriteLine("restart");
var sending = Task.Run(async () =>
{
    for (var n = 3; n <= 40; n++)
    {
        await talks.SendAsync($"message {n}", cancellation: stop.Token);
    }
});
Expect(await Console.In.ReadLineAsync() == "restarted", "it was restarted");
await sending;
for (var n = 2; n <= 40; n++)
{
    var message = (await Next<FeedMessage>(ofBora)).Message;
    Expect(message.Number == n && (n == 2 || message.Content == $"message {n}"), $"{n}, not {message.Number} {message.Content}");
}
await foreach (var row in hears.AllInboxAsync(isRead: false))
{
    await hears.SetReadAsync(row.ChatMessageId);
}
Expect((await hears.UnreadAsync()) is { Unread: 0, Total: 40 }, "all is read");

await ayse.LogOutAsync();
await bora.LogOutAsync();
Console.WriteLine("done");

// The next event of a kind; others are passed over, but for messages: none may come unasked.
async Task<T> Next<T>(IAsyncEnumerator<FeedEvent> feed)
    where T : FeedEvent
{
    while (await feed.MoveNextAsync())
    {
        switch (feed.Current)
        {
            case T wanted: return wanted;
            case FeedMessage unasked when typeof(T) == typeof(FeedHello): throw new InvalidOperationException($"{unasked} came unasked.");
        }
    }
    throw new InvalidOperationException("The feed ended.");
}

static void Expect(bool holds, string what)
{
    if (!holds)
    {
        throw new InvalidOperationException($"Not so: {what}");
    }
}
