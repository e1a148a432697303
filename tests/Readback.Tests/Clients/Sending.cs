using Readback.Client;

namespace Readback.Tests.Clients;

internal static class Sending
{
    private const int AtOnce = 100;

    /// <summary>Sends <c>message 1</c>, <c>message 2</c> …; few of them get the number that they name, unless they are few.</summary>
    public static async Task InBatches(ReadbackSpace sender, int count)
    {
        if (count <= AtOnce)
        {
            for (var n = 1; n <= count; n++)
            {
                await sender.SendAsync($"message {n}");
            }
            return;
        }
        foreach (var batch in Enumerable.Range(1, count).Chunk(AtOnce))
        {
            await Task.WhenAll(batch.Select(n => sender.SendAsync($"message {n}")));
        }
    }
}
