using System.Text.Json;

namespace Readback.Tests.Hosting;

/// <summary>Reads an answer, and disposes of it.</summary>
internal static class AnswerReading
{
    /// <summary>The body as it came over the wire; the status must be this one.</summary>
    public static async Task<string> Text(this Task<HttpResponseMessage> answering, int status = 200)
    {
        using var answer = await answering;
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(status == (int)answer.StatusCode, $"Expected {status}, got {(int)answer.StatusCode}: {body}");
        return body;
    }

    public static async Task<JsonElement> Json(this Task<HttpResponseMessage> answering, int status = 200) =>
        JsonDocument.Parse(await answering.Text(status)).RootElement;

    /// <summary>A success without a body.</summary>
    public static async Task Nothing(this Task<HttpResponseMessage> answering) => Assert.Equal("", await answering.Text(204));

    /// <summary>The sentence of a problem, whose every member must be right.</summary>
    public static async Task<string> Problem(this Task<HttpResponseMessage> answering, int status, string reason)
    {
        using var answer = await answering;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == (int)answer.StatusCode, $"Expected {status}, got {(int)answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var members = JsonDocument.Parse(text).RootElement.EnumerateObject().ToDictionary(member => member.Name, member => $"{member.Value}");
        var detail = members["detail"];
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["type"] = "about:blank", ["title"] = reason, ["status"] = $"{status}", ["detail"] = detail, ["error"] = reason, ["message"] = detail,
            },
            members);
        return detail;
    }

    public static Task<string> Unauthorized(this Task<HttpResponseMessage> answering) => answering.Problem(401, "Unauthorized");

    public static Task<string> Forbidden(this Task<HttpResponseMessage> answering) => answering.Problem(403, "Forbidden");

    public static Task<string> BadRequest(this Task<HttpResponseMessage> answering) => answering.Problem(400, "Bad Request");

    public static Task<string> NotFound(this Task<HttpResponseMessage> answering) => answering.Problem(404, "Not Found");

    public static Task<string> Conflict(this Task<HttpResponseMessage> answering) => answering.Problem(409, "Conflict");
}
