using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Readback.Tests.Fuzz;

/// <summary>A request as it goes over the wire.</summary>
/// <param name="Bytes">All of it.</param>
/// <param name="IsBroken">Its bytes were changed after it was made: it may be no HTTP any more.</param>
/// <param name="IsHead">Its answer has no body.</param>
internal sealed record MadeRequest(byte[] Bytes, bool IsBroken, bool IsHead);

/// <summary>Makes requests for every operation there is: right ones, nearly right ones, and such as no client would send.</summary>
internal sealed class RequestMaker(Random dice, FuzzHouse house)
{
    /// <summary>Of a hundred requests that would hash a password so many may: that is slow on purpose, and tells little.</summary>
    private const int HashPercent = 4;

    /// <summary>Past these the server may hang up with a bare status, or while it is still being written to.</summary>
    private const int MaxUsualHeadBytes = 30_000;
    private const int MaxUsualHeaders = 190;

    private const string Gone = "fuzz-nobody";

    private static readonly IReadOnlyList<ApiRoute> Routes = ApiRoute.ReadAll();

    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "CONNECT", "get", "PROPFIND", "X"];

    private static readonly string[] OddHeaders =
    [
        "Transfer-Encoding: chunked", "Transfer-Encoding: identity", "Transfer-Encoding: chunked, chunked", "Transfer-Encoding:\tchunked", "Content-Length: 0",
        "Content-Length: 5", "Content-Length: -1", "Content-Length: 99999999999999999999", "Content-Length: 1, 2", "Content-Encoding: gzip", "Expect: 100-continue",
        "Expect: a miracle", "Host: evil.example", "Host:", "X-Forwarded-For: 203.0.113.7", "X-Forwarded-Host: evil.example", "Origin: https://evil.example", "Origin: null",
        "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: none", "If-None-Match: \"x\"", "Range: bytes=0-1", "Accept: application/xml", "Accept-Charset: utf-7",
        "Accept-Encoding: br;q=nonsense", "Upgrade: h2c", "Upgrade: websocket", "Connection: close, X-Space", "Cookie: =; =;;; \"", "Last-Event-ID: 99999999999999999999",
        "Idempotency-Key: ", "Idempotency-Key: \u00FF", "Authorization: Bearer", "Authorization: Digest x", "X-Space: %", "X-Space: %00", " folded: line", "no colon", ": no name", "X-\0: nul",
        "X-Http-Method-Override: DELETE",
    ];

    private readonly Mutator _mutator = new(dice);

    public MadeRequest Next()
    {
        var route = _mutator.Pick(Routes);
        var method = _mutator.Chance(90) ? route.Method : _mutator.Pick(Methods);
        var request = new List<byte>();
        Add(request, $"{method} {Target(route)} HTTP/1.1\r\nHost: {house.Host}\r\n");
        AddHeaders(request, route);
        AddBody(request, route);
        var isBroken = _mutator.Chance(10);
        return new MadeRequest(
            isBroken ? _mutator.Bytes([[.. request]]) : [.. request], isBroken || HasOdd(request), method == "HEAD");
    }

    private string Target(ApiRoute route)
    {
        var path = string.Join('/', route.Path.Split('/').Select(segment =>
            segment.StartsWith('{') ? Escaped(ValueOf(segment.Trim('{', '}'), route, [])) : segment));
        var query = route.Parameters.Where(parameter => parameter.In == "query" && _mutator.Chance(40))
            .SelectMany(parameter => Enumerable.Range(0, _mutator.Chance(90) ? 1 : 3).Select(_ => $"{parameter.Name}={Escaped(ValueOf(parameter.Name, route, parameter.Good))}"))
            .ToList();
        if (_mutator.Chance(5))
        {
            query.Add(Escaped(_mutator.Text(["%", "a=b=c", "&&&", "=", "%ff"])));
        }
        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }

    /// <summary>Mostly a value that means something here, and never one by which the fuzzer would lock itself out.</summary>
    private string ValueOf(string name, ApiRoute route, IReadOnlyList<string> good)
    {
        var isUnsafe = route.Method != "GET";
        IReadOnlyList<string> seeds = name switch
        {
            _ when good.Count > 0 => good,
            "id" when route.Path.StartsWith("/api/users", StringComparison.Ordinal) => isUnsafe ? house.SpareUserIds : ["1", .. house.SpareUserIds],
            "id" or "spaceId" when !route.Path.StartsWith("/api/chat", StringComparison.Ordinal) => isUnsafe ? house.SpareSpaceIds : ["1", .. house.SpareSpaceIds],
            "id" or "messageId" or "messageIds" => house.MessageIds,
            "username" => isUnsafe ? [house.SpareUsername, Gone] : ["admin", house.SpareUsername],
            "role" => ["AUDITOR", "OPERATOR", "ADMIN"],
            "space" => [house.Space],
            "lastEventId" => ["0", "1", "999999"],
            "from" => ["admin", house.SpareUsername],
            _ => ["1", "2", "20", "x", "2026-11-23", "date,desc", "username"],
        };
        var value = _mutator.Text(seeds);
        return isUnsafe && value is "1" or "admin" && name is "id" or "username" && route.Path.StartsWith("/api/users", StringComparison.Ordinal) ? Gone : value;
    }

    private void AddHeaders(List<byte> request, ApiRoute route)
    {
        var token = _mutator.Pick(house.Tokens);
        Add(request, _mutator.Pick([$"Authorization: Bearer {token}\r\n", $"Authorization: Bearer {token}\r\n", $"Authorization: Bearer {token}\r\n", $"Cookie: ins_access_token={token}\r\n", ""]));
        foreach (var header in route.Parameters.Where(parameter => parameter.In == "header" && _mutator.Chance(85)))
        {
            Add(request, $"{header.Name}: {Line(header.Name == "X-Space" && _mutator.Chance(80) ? house.Space : _mutator.Text(["1", house.Space, .. header.Good]))}\r\n");
        }
        for (var odd = _mutator.Chance(12) ? dice.Next(1, 4) : 0; odd > 0; odd--)
        {
            Add(request, $"{_mutator.Pick(OddHeaders)}\r\n");
        }
        if (_mutator.Chance(1))
        {
            Add(request, string.Concat(Enumerable.Range(0, dice.Next(1, 260)).Select(i => $"X-{i}: {new string('x', dice.Next(600))}\r\n")));
        }
    }

    private void AddBody(List<byte> request, ApiRoute route)
    {
        if (route.Bodies.Count == 0 && _mutator.Chance(95))
        {
            Add(request, "\r\n");
            return;
        }
        var type = route.Bodies.Count == 0 ? "text/plain" : _mutator.Pick([.. route.Bodies.Keys]);
        var fields = route.Bodies.GetValueOrDefault(type) ?? [];
        var body = type switch
        {
            "application/json" => Mutator.Utf8(Json(fields, route)),
            "application/x-www-form-urlencoded" => Mutator.Utf8(string.Join('&', fields.Where(_ => _mutator.Chance(90)).Select(field => $"{field}={Escaped(FieldOf(field, route))}"))),
            "multipart/form-data" => Mutator.Utf8(
                $"{string.Concat(fields.Select(field => $"--x\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{FieldOf(field, route)}\r\n"))}--x--\r\n"),
            _ => Mutator.Utf8(_mutator.Text(["Pump 3 is off", "İlk mesaj", "😀"])),
        };
        if (_mutator.Chance(10))
        {
            body = _mutator.Bytes([body]);
        }
        var said = _mutator.Chance(93) ? type : _mutator.Text(["text/plain", "application/json", "application/xml", "text/plain; charset=utf-16", "application/json; charset=latin1", "multipart/form-data"]);
        Add(request, $"Content-Type: {Line(said)}{(said == "multipart/form-data" && _mutator.Chance(95) ? "; boundary=x" : "")}\r\n");
        if (_mutator.Chance(85))
        {
            Add(request, string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n"));
            request.AddRange(body);
        }
        else
        {
            Add(request, string.Create(CultureInfo.InvariantCulture, $"Transfer-Encoding: chunked\r\n\r\n{body.Length:x}\r\n"));
            request.AddRange(body);
            Add(request, body.Length == 0 ? "\r\n" : "\r\n0\r\n\r\n");
        }
    }

    private string Json(IReadOnlyList<string> fields, ApiRoute route) => _mutator.Chance(6)
        ? _mutator.Text(["{", "[]", "null", "\"\\ud800\"", "{\"a\":{\"a\":{\"a\":{}}}}", new string('[', 200), "1e999", "{\"name\":1,\"name\":2}"])
        : fields.Count == 0
            ? JsonSerializer.Serialize(_mutator.Chance(70) ? _mutator.Pick([.. house.SpareSpaceIds, "AUDITOR", "OPERATOR"]) : _mutator.Text(["1", "ADMIN", "Pump 3 is off"]))
            : $"{{{string.Join(',', fields.Where(_ => _mutator.Chance(85)).Select(field => $"{JsonSerializer.Serialize(field)}:{JsonValue(field, route)}"))}}}";

    private string JsonValue(string field, ApiRoute route) => _mutator.Chance(10)
        ? _mutator.Pick(["null", "true", "-1", "1.5e300", "{}", "[]", "[null]", "\"\\u0000\"", "\"\\ud800\""])
        : field is "enabled" or "eulaAccepted" or "requirePasswordReset" ? _mutator.Pick(["true", "false"]) : JsonSerializer.Serialize(FieldOf(field, route));

    private string FieldOf(string field, ApiRoute route) => field switch
    {
        "password" or "oldPassword" => _mutator.Chance(HashPercent) ? FuzzHouse.Password : "short",
        "newPassword" or "newPasswordAgain" => _mutator.Chance(HashPercent) ? FuzzHouse.Password : _mutator.Text(["short"]),
        "username" when route.Path == "/login" => _mutator.Chance(HashPercent) ? _mutator.Text([house.SpareUsername]) : "",
        "username" or "name" => _mutator.Text([$"made {dice.Next(1000).ToString(CultureInfo.InvariantCulture)}", house.SpareUsername]),
        "messageId" or "messageIds" => _mutator.Text(house.MessageIds),
        _ => _mutator.Text(["x", "someone@example.org", "+90 555 000 00 00"]),
    };

    /// <summary>In a path or a query: as it has to be, or as it is but for what would end the line.</summary>
    private string Escaped(string text) => _mutator.Chance(85)
        ? Uri.EscapeDataString(string.Concat(text.EnumerateRunes()))
        : string.Concat(text.Where(unit => unit is > ' ' and < '\u007F'));

    private static string Line(string text) => text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);

    private static void Add(List<byte> request, string text) => request.AddRange(Encoding.Latin1.GetBytes(text));

    /// <summary>Whether one of the headers may mislead about where the request ends, or is none.</summary>
    private static bool HasOdd(List<byte> request)
    {
        var text = Encoding.Latin1.GetString([.. request]);
        var head = text[..text.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
        return head.Length > MaxUsualHeadBytes || head.Count(unit => unit == '\n') > MaxUsualHeaders || OddHeaders.Any(odd => head.Contains(odd, StringComparison.Ordinal)) || head.Any(unit => unit is '\0' or > '\u007E' or (< ' ' and not '\r' and not '\n'));
    }
}
