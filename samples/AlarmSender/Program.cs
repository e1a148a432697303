// Sends alarms that come in on standard input, one a line: a name of its own, a tab, the text. A line that comes again, since
// whoever writes them was restarted for instance, is sent once: the name is its idempotency key.
//
//   alarm-2026-11-23-0042<tab>Boiler 2: pressure above 12 bar

using System.Net;
using Readback.Client;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

// An alarm is worth waiting for: a server that is away is tried for an hour.
using var client = Connection.Open(new ReadbackClientOptions { RetryFor = TimeSpan.FromHours(1) });
var space = client.Space(args);

while (await Console.In.ReadLineAsync(stop.Token) is { } line)
{
    if (line.Split('\t', 2) is not [{ Length: > 0 } key, { Length: > 0 } text])
    {
        await Console.Error.WriteLineAsync($"Not a name, a tab and a text: {line}");
        continue;
    }
    try
    {
        var sent = await space.SendAsync(text, key, stop.Token);
        Console.WriteLine($"{key}\tstored as {sent.Id}");
    }
    catch (ReadbackException refused) when (refused.Status is HttpStatusCode.BadRequest or HttpStatusCode.Conflict)
    {
        // Trying this one again would change nothing; those behind it must not wait for it.
        await Console.Error.WriteLineAsync($"{key}\t{refused.Detail}");
    }
}
await client.LogOutAsync(stop.Token);
