using Microsoft.OpenApi;

namespace Readback.Http.OpenApi;

/// <summary>
/// What an endpoint's signature can't tell OpenAPI, said where the endpoint is mapped. Summaries come from the handlers'
/// XML comments, answers from <c>TypedResults</c>, paging from <see cref="PagingQuery"/>, 401 from authorisation.
/// </summary>
internal static class ApiDescriptions
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string MultipartForm = "multipart/form-data";
    private const string PlainText = "text/plain";
    private const string Json = "application/json";

    /// <summary>Statuses that are answered with a problem. What follows from a log-in (401, 403, 503) or a body (400, 413, 415) need not be said.</summary>
    public static TBuilder WithProblems<TBuilder>(this TBuilder endpoints, params int[] statuses)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new ApiProblems(statuses));

    /// <summary>A request header.</summary>
    public static TBuilder WithRequestHeader<TBuilder>(
        this TBuilder endpoints, string name, string description, ValueRule? rule = null, bool required = false)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new ApiParameter(ParameterLocation.Header, name, description, required, rule ?? ValueRule.Text));

    /// <summary>A parameter of the query: its rule, which a bound string does not tell.</summary>
    public static TBuilder WithQuery<TBuilder>(
        this TBuilder endpoints, string name, string description, ValueRule? rule = null, bool required = false)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new ApiParameter(ParameterLocation.Query, name, description, required, rule ?? ValueRule.Text));

    /// <summary>What a list can be sorted by.</summary>
    public static TBuilder WithSortBy<TBuilder>(this TBuilder endpoints, params string[] properties)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithQuery(
            "sort", $"{string.Join(" or ", properties)}, and asc (the default) or desc after a comma; repeatable.",
            new ValueRule { Repeatable = true, Pattern = $"^({string.Join('|', properties)})(,(asc|desc))?$" });

    /// <summary>A header of the answer, on one status or (0) on every success.</summary>
    public static TBuilder WithAnswerHeader<TBuilder>(this TBuilder endpoints, string name, string description, int status = 0)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new ApiAnswerHeader(status, name, description));

    /// <summary>The body is a text: <c>text/plain</c>, or a JSON string.</summary>
    public static TBuilder WithRequestText<TBuilder>(this TBuilder endpoints, string description, ValueRule? rule = null)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(
            new ApiRequestBody(PlainText, Required: true, description, rule ?? ValueRule.Text, []),
            new ApiRequestBody(Json, Required: true, description, rule ?? ValueRule.Text, []));

    /// <summary>The body is one JSON string.</summary>
    public static TBuilder WithRequestJsonString<TBuilder>(this TBuilder endpoints, string description, ValueRule? rule = null)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(
            new ApiRequestBody(Json, Required: true, description, rule ?? ValueRule.Text, []));

    /// <summary>The body is a JSON object of texts, read by the handler itself.</summary>
    public static TBuilder WithRequestJson<TBuilder>(
        this TBuilder endpoints, string description, bool required, params ApiFormField[] fields)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new ApiRequestBody(Json, required, description, ValueRule.Text, fields));

    /// <summary>The body is a form, as browsers send them: url-encoded or multipart.</summary>
    public static TBuilder WithRequestForm<TBuilder>(
        this TBuilder endpoints, string description, bool required, params ApiFormField[] fields)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(
            new ApiRequestBody(Form, required, description, ValueRule.Text, fields),
            new ApiRequestBody(MultipartForm, required, description, ValueRule.Text, fields));

    /// <summary>The body of a success that the handler writes itself, such as an event stream.</summary>
    public static TBuilder WithAnswerBody<TBuilder>(this TBuilder endpoints, string mediaType, string description, int status = 200)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new ApiAnswerBody(status, mediaType, description));
}
