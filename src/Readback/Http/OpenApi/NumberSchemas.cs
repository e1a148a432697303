using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Readback.Http.OpenApi;

/// <summary>
/// The serializer would read a number from a text as well, and the framework says so of every number. What is written
/// is a number, and nothing else is promised.
/// </summary>
internal static class NumberSchemas
{
    private const JsonSchemaType Numbers = JsonSchemaType.Integer | JsonSchemaType.Number;

    public static Task Apply(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        if (schema.Type is { } type && (type & Numbers) != 0 && type.HasFlag(JsonSchemaType.String))
        {
            schema.Type = type & ~JsonSchemaType.String;
            schema.Pattern = null;
        }
        return Task.CompletedTask;
    }
}
