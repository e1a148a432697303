using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Readback.Storage;
using Readback.Storage.Verification;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Log;

/// <summary>What must hold of a log, whatever happened while it was written.</summary>
internal static class Sound
{
    /// <summary>All that is stored agrees with itself.</summary>
    public static async Task AssertSound(this ReadbackServer server)
    {
        var store = server.Services.GetRequiredService<IStore>();
        var found = await store.Read(db => Verifier.Run(db, Verifier.Checks, _ => { }));
        Assert.Equal("", string.Join('\n', found.Select(result => $"{result.Name}: {string.Join("; ", result.Examples)}")));
    }

    /// <summary>
    /// Reads the whole space as somebody in it sees it: numbers from 1 without a gap, dates that never step back.
    /// Returns contents by id.
    /// </summary>
    public static async Task<Dictionary<string, string>> ReadWhole(this Person reader)
    {
        const int size = 2000;
        var contents = new Dictionary<string, string>();
        var (number, lastDate) = (0L, "");
        for (var (page, last) = (0, false); !last; page++)
        {
            var found = await reader.Read(string.Create(
                CultureInfo.InvariantCulture, $"{ChatSteps.Filter}?sort=creationDate&size={size}&page={page}"));
            foreach (var message in found.Rows())
            {
                Assert.Equal(++number, (long)message["number"]!);
                var date = (string)message["creationDate"]!;
                Assert.True(string.CompareOrdinal(lastDate, date) <= 0, $"{date} after {lastDate}");
                lastDate = date;
                contents.Add((string)message["id"]!, (string)message["content"]!);
            }
            Assert.Equal(found.Rows().Count + ((long)page * size), number);
            last = (bool)found["last"]!;
            Assert.True(!last || number == (long)found["totalElements"]!);
        }
        return contents;
    }
}
