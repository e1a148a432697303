using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Readback.Tests.Hosting;

namespace Readback.Tests.Http.OpenApi;

/// <summary>The description of the API says all of it: nothing is left to guessing, and nothing is left out.</summary>
public sealed class ApiDocumentTests(ReadbackServer server) : IClassFixture<ReadbackServer>
{
    private static readonly string[] Undescribed = ["/docs", "/metrics", "/openapi"];

    [Fact]
    public async Task Every_route_is_in_it()
    {
        var routes = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [],
                (endpoint, method) => $"{method} {Path(endpoint)}")
            .Where(route => !Undescribed.Any(path => route.Contains($" {path}", StringComparison.Ordinal)));

        Assert.Equal(routes.Order(), (await Operations()).Select(operation => operation.Name).Order());
    }

    [Fact]
    public async Task Every_operation_says_in_a_line_what_it_does_and_has_a_name_of_its_own()
    {
        var operations = await Operations();

        Assert.All(operations, operation => Assert.False(string.IsNullOrWhiteSpace(Text(operation.Json, "summary")), operation.Name));
        Assert.All(operations, operation => Assert.DoesNotContain('\n', Text(operation.Json, "summary")!));
        Assert.Equal(operations.Count, operations.Select(operation => Text(operation.Json, "operationId")).Distinct().Count());
    }

    [Fact]
    public async Task Every_parameter_says_what_it_means() => Assert.All(
        from operation in await Operations()
        where operation.Json.TryGetProperty("parameters", out _)
        from parameter in operation.Json.GetProperty("parameters").EnumerateArray()
        select (operation.Name, Parameter: parameter),
        each => Assert.False(string.IsNullOrWhiteSpace(Text(each.Parameter, "description")), $"{each.Name} {Text(each.Parameter, "name")}"));

    [Fact]
    public async Task Every_failure_is_a_problem() => Assert.All(
        from operation in await Operations()
        from answer in operation.Json.GetProperty("responses").EnumerateObject()
        where !answer.Name.StartsWith('2')
        select (Name: $"{operation.Name} {answer.Name}", answer.Value),
        answer => Assert.True(answer.Value.GetProperty("content").TryGetProperty("application/problem+json", out _), answer.Name));

    [Fact]
    public async Task All_but_logging_in_and_health_ask_who_one_is()
    {
        var open = (await Operations()).Where(operation => !operation.Json.TryGetProperty("security", out _)).Select(operation => operation.Name);

        Assert.Equal(["GET /health/live", "GET /health/ready", "POST /login", "POST /logout", "POST /refresh"], open.Order());
    }

    [Fact]
    public async Task Every_chat_call_names_its_space_in_a_header() => Assert.All(
        (await Operations()).Where(operation => operation.Name.Contains("/api/chat/", StringComparison.Ordinal)),
        operation => Assert.Contains(
            operation.Json.GetProperty("parameters").EnumerateArray(),
            parameter => Text(parameter, "name") == "X-Space" && Text(parameter, "in") == "header"));

    [Theory]
    [InlineData("POST /api/chat/messages", "text/plain", "application/json")]
    [InlineData("POST /api/chat/messages/set-read", "application/x-www-form-urlencoded", "multipart/form-data")]
    [InlineData("POST /login", "application/x-www-form-urlencoded", "multipart/form-data")]
    [InlineData("POST /api/users/{id}/roles", "application/json")]
    public async Task A_body_has_the_media_types_of_the_contract(string operation, params string[] mediaTypes)
    {
        var body = (await Operations()).Single(each => each.Name == operation).Json.GetProperty("requestBody");

        Assert.Equal(mediaTypes, body.GetProperty("content").EnumerateObject().Select(content => content.Name));
    }

    private async Task<List<(string Name, JsonElement Json)>> Operations()
    {
        using var stranger = server.Stranger();
        var document = await stranger.GetFromJsonAsync<JsonElement>("/openapi/v1.json", TestContext.Current.CancellationToken);
        return
        [
            .. from path in document.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               select ($"{operation.Name.ToUpperInvariant()} {path.Name}", operation.Value),
        ];
    }

    private static string Path(RouteEndpoint endpoint) => $"/{endpoint.RoutePattern.RawText?.Trim('/')}";

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
