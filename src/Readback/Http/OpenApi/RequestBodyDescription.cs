using Microsoft.OpenApi;

namespace Readback.Http.OpenApi;

/// <summary>Bodies that handlers read themselves: texts, and forms.</summary>
internal static class RequestBodyDescription
{
    public static void Apply(OpenApiOperation operation, IReadOnlyList<ApiRequestBody> bodies)
    {
        if (bodies.Count == 0)
        {
            return;
        }
        operation.RequestBody = new OpenApiRequestBody
        {
            Description = bodies[0].Description,
            Required = bodies.All(body => body.Required),
            Content = bodies.ToDictionary(body => body.MediaType, body => new OpenApiMediaType { Schema = Schema(body) }),
        };
    }

    private static OpenApiSchema Schema(ApiRequestBody body) => body.Fields.Count == 0
        ? ParameterDescription.Schema(body.Text)
        : new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = body.Fields.ToDictionary(field => field.Name, IOpenApiSchema (field) => Field(field)),
            Required = body.Fields.Where(field => field.Required).Select(field => field.Name).ToHashSet(),
        };

    private static OpenApiSchema Field(ApiFormField field)
    {
        var schema = ParameterDescription.Schema(field.Rule);
        schema.Description = field.Description;
        return schema;
    }
}
