using System.Text.Json;

namespace Readback.Tests.Fuzz;

/// <summary>A parameter of an operation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="In">path, query or header.</param>
/// <param name="Good">Values that the description gives as good ones.</param>
internal sealed record ApiParameter(string Name, string In, IReadOnlyList<string> Good);

/// <summary>An operation as <c>docs/openapi.v1.json</c> describes it: a new one is fuzzed by itself.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, with its parameters in braces.</param>
/// <param name="Parameters">All but the body.</param>
/// <param name="Bodies">Media types of the body, each with the names of its fields.</param>
internal sealed record ApiRoute(
    string Method, string Path, IReadOnlyList<ApiParameter> Parameters, IReadOnlyDictionary<string, IReadOnlyList<string>> Bodies)
{
    private static readonly string[] Methods = ["get", "post", "put", "delete"];

    public static IReadOnlyList<ApiRoute> ReadAll()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(System.IO.Path.Combine(Repository.Root, "docs", "openapi.v1.json")));
        var root = document.RootElement;
        return
        [
            .. from path in root.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               where Methods.Contains(operation.Name)
               select new ApiRoute(operation.Name.ToUpperInvariant(), path.Name, [.. ParametersOf(operation.Value)], BodiesOf(root, operation.Value)),
        ];
    }

    private static IEnumerable<ApiParameter> ParametersOf(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var parameters)
            ? parameters.EnumerateArray().Select(parameter => new ApiParameter(
                parameter.GetProperty("name").GetString()!, parameter.GetProperty("in").GetString()!, [.. GoodOf(parameter.GetProperty("schema"))]))
            : [];

    private static IEnumerable<string> GoodOf(JsonElement schema)
    {
        var of = schema.TryGetProperty("items", out var items) ? items : schema;
        foreach (var member in (string[])["enum", "examples"])
        {
            if (of.TryGetProperty(member, out var values))
            {
                foreach (var value in values.EnumerateArray())
                {
                    yield return value.ToString();
                }
            }
        }
    }

    private static Dictionary<string, IReadOnlyList<string>> BodiesOf(JsonElement root, JsonElement operation) =>
        operation.TryGetProperty("requestBody", out var body)
            ? body.GetProperty("content").EnumerateObject().ToDictionary(
                type => type.Name, type => (IReadOnlyList<string>)[.. FieldsOf(root, type.Value.GetProperty("schema"))])
            : [];

    private static IEnumerable<string> FieldsOf(JsonElement root, JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            schema = reference.GetString()!.TrimStart('#', '/').Split('/').Aggregate(root, (at, name) => at.GetProperty(name));
        }
        return schema.TryGetProperty("oneOf", out var kinds)
            ? kinds.EnumerateArray().SelectMany(kind => FieldsOf(root, kind))
            : schema.TryGetProperty("properties", out var fields) ? fields.EnumerateObject().Select(field => field.Name) : [];
    }
}
