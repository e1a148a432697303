using System.Globalization;
using Microsoft.Extensions.Primitives;
using Readback.Accounts;
using Readback.Chat;
using Readback.Export;
using Readback.Http;
using Readback.Tests.Fuzz.Guided;

namespace Readback.Tests.Fuzz.Parsers;

/// <summary>Parameters of requests.</summary>
internal static class QueryParsers
{
    private static readonly FuzzField Number = FuzzField.Optional("0", "1", "20", "2000", "2147483647", "9223372036854775807");
    private static readonly FuzzField Sort = FuzzField.Optional("date", "date,desc", "date,asc", "id", "date,down");
    private static readonly FuzzField Date = FuzzField.Optional(
        "2026-11-23", "2026-11-23T09:15:02.547Z", "2026-11-23T12:15+03:00", "20261123T0915", "0001-01-01", "9999-12-31T23:59:59.9999999-23:59");

    public static IReadOnlyList<FuzzTarget> All =>
    [
        FuzzTarget.Of("ids", [FuzzField.Of("1", "0", "1099511628963", "9223372036854775807", "007"), FuzzField.Of("1,2", " 3 , 4 "), FuzzField.Of(",", "5")], Ids),
        FuzzTarget.Of("pages", [Number, Number, Number, Number, Sort, Sort], Pages),
        FuzzTarget.Of("dates", [Date, Date, FuzzField.Optional("Europe/Istanbul", "Pacific/Apia"), FuzzField.Optional("true", "false")], Dates),
        FuzzTarget.Of("records", [Date, Date, FuzzField.Optional("ayse"), FuzzField.Optional("127.0.0.1", "::1"), FuzzField.Optional("wrong")], Records),
        FuzzTarget.Of(
            "exports",
            [Date, Date, FuzzField.Optional("UTC", "Europe/Istanbul", "../etc/passwd"), Number, FuzzField.Optional([.. ExportFormats.Names]), FuzzField.Optional([.. FormTexts.Languages])],
            Exports),
    ];

    private static void Ids(string?[] input)
    {
        Assert.True(!WireId.TryParse(input[0], out var id) || id.ToString(CultureInfo.InvariantCulture) == input[0]);
        if (MessageIds.TryRead("messageIds", new StringValues(input[..2]), [.. input[2..].Select(value => value.AsMemory())], out var ids, out _))
        {
            Assert.Equal(string.Join(',', input).Split(',').Select(one => one.Trim()), ids.Select(one => one.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private static void Pages(string?[] input)
    {
        var query = new PagingQuery
        {
            Page = input[0], Size = input[1], PageNumber = input[2], PageSize = input[3], Sort = [.. input[4..].OfType<string>()],
        };
        if (Paging.TryRead(query, ["date", "id"], out var paging, out _))
        {
            Assert.InRange(paging.Size, 1, Paging.MaxSize);
            Assert.InRange(paging.Offset, 0, (long)int.MaxValue * Paging.MaxSize);
            Assert.All(paging.Orders, order => Assert.Contains(order.Property, (string[])["date", "id"]));
        }
    }

    private static void Dates(string?[] input)
    {
        var zone = ExportZone.TryFind(input[2] ?? "", out var found) ? found : ExportZone.Utc;
        if (DateBounds.TryRead("from", input[0], "to", input[1], out var bounds, out _, zone.Zone))
        {
            AssertWhole(bounds);
        }
        var problem = ProblemResult.BadRequest("");
        Assert.Equal(input[3] is null or "" or "true" or "false", ReadParameter.TryRead(input[3], out _, ref problem));
    }

    private static void Records(string?[] input)
    {
        var query = new RecordQuery { DateSt = input[0], DateEn = input[1], Username = input[2], Ip = input[3], Msg = input[4] };
        if (query.Read(new PagingQuery()).TryGet(out var read, out _))
        {
            Assert.All((string?[])[read.Filter.Username, read.Filter.Address], text => Assert.True(text is null or { Length: > 0 and <= RecordQuery.MaxLength }));
        }
    }

    private static void Exports(string?[] input)
    {
        if (ExportOrder.Read(new ExportParameters(input[0], input[1], input[2], input[3], input[4], input[5])).TryGet(out var order, out _))
        {
            AssertWhole(order.Dates);
            Assert.True(order.Position is null or >= 0);
            Assert.Contains(order.Language, FormTexts.Languages);
            Assert.DoesNotContain("..", order.Zone.Name, StringComparison.Ordinal);
            Assert.InRange(order.Describe("boiler-2", 1).Length, 1, 300);
        }
    }

    private static void AssertWhole(DateBounds bounds) => Assert.All(
        (DateTimeOffset?[])[bounds.From, bounds.To], date => Assert.True(date is null || date.Value.Ticks % TimeSpan.TicksPerMillisecond == 0));
}
