using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Readback.Http.OpenApi;

/// <summary>Parameters with their rules. What binds as a plain text says nothing of its range by itself.</summary>
internal static class ParameterDescription
{
    /// <summary>The paging parameters mean the same wherever they stand.</summary>
    private static readonly ApiParameter[] PagingRules =
    [
        Query("page", "The page wanted, from 0.", ValueRule.Number(0, int.MaxValue, 0)),
        Query("size", $"Rows a page; more than {Paging.MaxSize} means {Paging.MaxSize}.", ValueRule.Number(1, int.MaxValue, Paging.DefaultSize)),
        Query("pageNumber", "Another name of page.", ValueRule.Number(0, int.MaxValue)),
        Query("pageSize", "Another name of size.", ValueRule.Number(1, int.MaxValue)),
        Query("sort", "A property, and asc (the default) or desc after a comma; repeatable.",
            new ValueRule { Repeatable = true, Pattern = "^[A-Za-z]+(,(asc|desc))?$" }),
    ];

    public static void Apply(OpenApiOperation operation, IEnumerable<ApiParameter> parameters)
    {
        var known = operation.Parameters ??= [];
        var paging = PagingRules.Where(rule => known.Any(parameter => parameter.Name == "page" && Find(known, rule) is not null));
        foreach (var rule in paging.Concat(parameters).ToList())
        {
            var parameter = Find(known, rule);
            if (parameter is null)
            {
                known.Add(parameter = new OpenApiParameter { Name = rule.Name, In = rule.In });
            }
            parameter.Description = rule.Description;
            parameter.Required = rule.Required;
            parameter.Schema = Schema(rule.Rule);
        }
    }

    /// <summary>A rule in JSON Schema's words.</summary>
    public static OpenApiSchema Schema(ValueRule rule)
    {
        var schema = new OpenApiSchema
        {
            Type = rule is { Minimum: null, Maximum: null } ? JsonSchemaType.String : JsonSchemaType.Integer,
            MinLength = rule.MinLength,
            MaxLength = rule.MaxLength,
            Minimum = rule.Minimum?.ToString(CultureInfo.InvariantCulture),
            Maximum = rule.Maximum?.ToString(CultureInfo.InvariantCulture),
            Default = rule.Default is { } number ? JsonValue.Create(number) : null,
            Pattern = rule.Pattern,
            Format = rule.Format,
            Examples = rule.Example is { } example ? [JsonValue.Create(example)] : null,
            Enum = rule.OneOf.Count == 0 ? null : [.. rule.OneOf.Select(value => JsonValue.Create(value))],
        };
        return rule.Repeatable ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = schema } : schema;
    }

    private static OpenApiParameter? Find(IList<IOpenApiParameter> known, ApiParameter wanted) =>
        known.OfType<OpenApiParameter>().FirstOrDefault(parameter => parameter.In == wanted.In
            && string.Equals(parameter.Name, wanted.Name, StringComparison.OrdinalIgnoreCase));

    private static ApiParameter Query(string name, string description, ValueRule rule) =>
        new(ParameterLocation.Query, name, description, Required: false, rule);
}
