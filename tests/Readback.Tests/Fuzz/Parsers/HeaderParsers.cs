using System.Text;
using Microsoft.AspNetCore.Http;
using Readback.Accounts;
using Readback.Configuration;
using Readback.Directory;
using Readback.Feed;
using Readback.Http;
using Readback.Machines;
using Readback.Storage;
using Readback.Tests.Fuzz.Guided;
using Readback.Tests.Hosting;
using Readback.Text;

namespace Readback.Tests.Fuzz.Parsers;

/// <summary>What comes before a body, and the body of a message.</summary>
internal static class HeaderParsers
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static IReadOnlyList<FuzzTarget> All =>
    [
        FuzzTarget.Of(
            "headers",
            [
                FuzzField.Of("ins_access_token=abc", "a=b; ins_access_token=abc; ins_refresh_token=\"x\"", "ins_access_token=a; ins_access_token=b", ";=;"),
                FuzzField.Of("boiler-2", "kazan%20dairesi", "%C4%9F%C3%BC", "%FF", "\u00C4\u009F"), FuzzField.Of("0", "17", "9223372036854775807", "-1"),
                FuzzField.Of("Bearer abc", "bearer  abc ", "Basic abc", "Bearer"), FuzzField.Of("3"), FuzzField.Optional("log"),
            ],
            Headers),
        FuzzTarget.Of("bodies", [FuzzField.Optional(Types), new FuzzField(Bodies, IsBytes: true)], Body),
    ];

    private static string[] Types =>
    [
        "text/plain", "text/plain; charset=utf-8", "text/plain; charset=\"UTF-16\"", "text/plain;charset=windows-1254", "text/plain; charset=utf-32be",
        "text/plain; charset=shift_jis", "text/plain; charset=gb18030", "text/plain; charset=utf-7", "text/plain; charset=ibm1026",
        "application/json", "application/json; charset=utf-16", "multipart/form-data; boundary=x", "*/*",
    ];

    private static string[] Bodies =>
    [
        .. ((string[])["Pump 3 is off", "\"a JSON string\"", "\"\\ud800\"", "\uFEFFwith a mark", "İstanbul ğüş", "😀", "\"\\u0000\""])
            .SelectMany(text => (byte[][])[Mutator.Utf8(text), Encoding.Unicode.GetBytes(text), Encoding.UTF32.GetBytes(text)])
            .Select(Encoding.Latin1.GetString),
    ];

    private static void Headers(string?[] input)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Cookie = input[0];
        http.Request.Headers["X-Space"] = input[1];
        http.Request.Headers["Last-Event-ID"] = input[2];
        http.Request.Headers.Authorization = input[3];
        http.Request.QueryString = QueryString.Create("lastEventId", input[4]!).Add("log", input[5] ?? "");

        _ = http.Request.Cookies["ins_access_token"];
        if (CrossSite.TryGetBearer(http.Request, out var token) && MachineToken.IsOne(token))
        {
            Assert.Equal(64, MachineToken.Hash(token).Length);
        }
        var resume = ResumePoint.Of(http.Request);
        Assert.True(resume.Position is null or >= 0);
        Assert.True(resume.Asked || resume.Position is null);
        if (Tenancy.SpaceName(http.Request) is { } name)
        {
            Assert.Equal(name, Encoding.UTF8.GetString(Strict.GetBytes(name)));
        }
    }

    private static void Body(string?[] input)
    {
        var decoded = BodyDecoding.Decode(Encoding.Latin1.GetBytes(input[1]!), input[0]);
        if (!decoded.IsText)
        {
            Assert.Contains(decoded.Fault.Status, (int[])[400, 415]);
        }
        else if (MessageText.Check(decoded.Text) == MessageTextFault.None)
        {
            Assert.InRange(decoded.Text.Length, 1, MessageText.MaxUnits);
            Assert.Equal(decoded.Text, Encoding.UTF8.GetString(Strict.GetBytes(decoded.Text)));
            Assert.Equal(decoded.Text.Length, CaseFolding.Fold(decoded.Text).Length);
        }
    }

    /// <summary>A token is whole or nothing: what was changed names no session, or the same one where the change means nothing.</summary>
    public static async Task<FuzzTarget> Tokens(IStore store)
    {
        var keys = new SigningKeys();
        await store.Write(async db =>
        {
            await keys.Renew(db);
            return true;
        });
        var clock = new ObservedClock(ReadbackServer.Start);
        var tokens = new AccessTokens(keys, new ReadbackSettings(), clock);
        var good = tokens.Issue(new SessionRow("session", 1, "", clock.GetUtcNow(), clock.GetUtcNow(), null));
        Assert.Equal("session", await tokens.SessionEvenIfExpired(good));
        return new FuzzTarget("tokens", [FuzzField.Of(good)], async input => Assert.True(await tokens.SessionEvenIfExpired(input[0]!) is null or "session"));
    }
}
