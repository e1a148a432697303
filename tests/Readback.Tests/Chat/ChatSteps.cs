using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Readback.Tests.Hosting;

namespace Readback.Tests.Chat;

/// <summary>What people do in the chat.</summary>
internal static class ChatSteps
{
    public const string Messages = "/api/chat/messages";
    public const string MarkMany = "/api/chat/messages/set-read";
    public const string MarkOne = "/api/chat/message/set-read";
    public const string Inbox = "/api/chat/recipients";
    public const string Filter = "/api/chat/messages/filter";

    public static Task<HttpResponseMessage> TrySay(this Person person, string text, string? key = null) => person.Send(
        HttpMethod.Post, Messages, new StringContent(text, Encoding.UTF8, "text/plain"),
        key is null ? [] : [("Idempotency-Key", key)]);

    /// <summary>Sends a body as it is, under a Content-Type as it is; under none where null.</summary>
    public static Task<HttpResponseMessage> TrySayBytes(this Person person, byte[] body, string? contentType)
    {
        var content = new ByteArrayContent(body);
        if (contentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }
        return person.Send(HttpMethod.Post, Messages, content);
    }

    /// <summary>Sends a message and returns its id.</summary>
    public static async Task<string> Say(this Person person, string text, string? key = null) =>
        await (await person.TrySay(text, key)).Id();

    /// <summary>The id that a 204 says the message has.</summary>
    public static async Task<string> Id(this HttpResponseMessage answer)
    {
        await answer.Is(204);
        var location = answer.Headers.Location!.OriginalString;
        Assert.Matches(@"\A/api/chat/messages/[1-9][0-9]*\z", location);
        return location[(Messages.Length + 1)..];
    }

    public static async Task<List<string>> SayAll(this Person person, params string[] texts)
    {
        var ids = new List<string>();
        foreach (var text in texts)
        {
            ids.Add(await person.Say(text));
        }
        return ids;
    }

    public static async Task MarkRead(this Person person, params IEnumerable<string> ids) =>
        await (await person.MarkByForm([.. ids.Select(id => ("messageIds", id))])).Is(204);

    public static Task<HttpResponseMessage> MarkByForm(this Person person, params (string Name, string Value)[] fields) =>
        person.Send(HttpMethod.Post, MarkMany, Form(fields));

    public static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    public static MultipartFormDataContent Multipart(params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }
        return form;
    }

    /// <summary>A path with a query whose values are escaped.</summary>
    public static string With(this string path, params (string Name, string Value)[] query) =>
        QueryHelpers.AddQueryString(path, query.Select(pair => KeyValuePair.Create(pair.Name, (string?)pair.Value)));

    /// <summary>The JSON of a 200.</summary>
    public static async Task<JsonObject> Read(this Person person, string path) => (await person.ReadNode(path)).AsObject();

    public static async Task<JsonNode> ReadNode(this Person person, string path)
    {
        using var answer = await person.Get(path);
        await answer.Is(200);
        Assert.Equal(new MediaTypeHeaderValue("application/json", "utf-8"), answer.Content.Headers.ContentType);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    public static Task<JsonObject> Find(this Person person, params (string Name, string Value)[] query) =>
        person.Read(Filter.With(query));

    public static async Task<(long Unread, long Total)> Counts(this Person person)
    {
        var counts = await person.Read("/api/chat/unread");
        return ((long)counts["unread"]!, (long)counts["total"]!);
    }

    /// <summary>The position that answers about the space show.</summary>
    public static async Task<long> Position(this Person person)
    {
        using var answer = await person.Get("/api/chat/unread");
        await answer.Is(200);
        return answer.LogPosition();
    }

    public static long LogPosition(this HttpResponseMessage answer) =>
        long.Parse(Assert.Single(answer.Headers.GetValues("X-Log-Position")), CultureInfo.InvariantCulture);

    public static async Task Is(this HttpResponseMessage answer, int status)
    {
        if ((int)answer.StatusCode != status)
        {
            Assert.Fail(
                $"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri}: {(int)answer.StatusCode}, not {status}: "
                + await answer.Content.ReadAsStringAsync());
        }
    }

    /// <summary>A refusal in the shape that all have; returns its message.</summary>
    public static async Task<string> Refused(this Task<HttpResponseMessage> call, int status)
    {
        using var answer = await call;
        await answer.Is(status);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.ToString());
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
        var phrase = ReasonPhrases.GetReasonPhrase(status);
        var message = problem["message"]!.GetValue<string>();
        Wire.AssertSame(
            new JsonObject
            {
                ["type"] = "about:blank",
                ["title"] = phrase,
                ["status"] = status,
                ["detail"] = message,
                ["error"] = phrase,
                ["message"] = message,
            },
            problem);
        return message;
    }
}
