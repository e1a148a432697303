using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace Readback.Http.OpenApi;

/// <summary>Adds to an operation what its endpoint's metadata tells: see <see cref="ApiDescription"/>.</summary>
internal static class OperationDescription
{
    private const string DefaultAnswer = "default";

    public static async Task Apply(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Responses ??= [];
        ParameterDescription.Apply(operation, metadata.OfType<ApiParameter>());
        RequestBodyDescription.Apply(operation, [.. metadata.OfType<ApiRequestBody>()]);
        AddAnswerBodies(operation.Responses, metadata.OfType<ApiAnswerBody>());
        Secure(operation, metadata, context.Document);
        var problem = await context.GetOrCreateSchemaAsync(typeof(ProblemBody), cancellationToken: cancellation);
        context.Document?.AddComponent("Problem", problem);
        AddProblems(operation.Responses, metadata, context.Document);
        AddAnswerHeaders(operation.Responses, metadata.OfType<ApiAnswerHeader>());
    }

    private static void AddAnswerBodies(OpenApiResponses answers, IEnumerable<ApiAnswerBody> bodies)
    {
        foreach (var body in bodies)
        {
            answers[Text(body.Status)] = new OpenApiResponse
            {
                Description = body.Description,
                Content = new Dictionary<string, OpenApiMediaType> { [body.MediaType] = new() { Schema = ParameterDescription.Schema(ValueRule.Text) } },
            };
        }
    }

    private static void Secure(OpenApiOperation operation, IList<object> metadata, OpenApiDocument? document)
    {
        if (NeedsLogIn(metadata))
        {
            operation.Security =
            [
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiDocument.Bearer, document)] = [] },
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiDocument.Cookie, document)] = [] },
            ];
        }
    }

    private static bool NeedsLogIn(IList<object> metadata) =>
        metadata.OfType<IAuthorizeData>().Any() && !metadata.OfType<IAllowAnonymous>().Any();

    private static void AddProblems(OpenApiResponses answers, IList<object> metadata, OpenApiDocument? document)
    {
        var statuses = metadata.OfType<ApiProblems>().SelectMany(problems => problems.Statuses).Append(StatusCodes.Status503ServiceUnavailable);
        if (NeedsLogIn(metadata))
        {
            statuses = statuses.Append(StatusCodes.Status401Unauthorized);
        }
        foreach (var status in statuses.Distinct().Order())
        {
            var answer = Problem(ReasonPhrases.GetReasonPhrase(status), document);
            if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
            {
                AddHeader(answer, "Retry-After", "When to come again, in seconds.");
            }
            answers[Text(status)] = answer;
        }
        answers[DefaultAnswer] = Problem("Any other problem", document);
    }

    private static OpenApiResponse Problem(string description, OpenApiDocument? document) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [ProblemResult.ContentType] = new() { Schema = new OpenApiSchemaReference("Problem", document) },
        },
    };

    private static void AddAnswerHeaders(OpenApiResponses answers, IEnumerable<ApiAnswerHeader> headers)
    {
        foreach (var header in headers)
        {
            foreach (var (status, answer) in answers)
            {
                if (header.Status == 0 ? status.StartsWith('2') : status == Text(header.Status))
                {
                    AddHeader(answer, header.Name, header.Description);
                }
            }
        }
    }

    private static void AddHeader(IOpenApiResponse answer, string name, string description)
    {
        if (answer is OpenApiResponse response)
        {
            response.Headers ??= new Dictionary<string, IOpenApiHeader>();
            response.Headers[name] = new OpenApiHeader { Description = description, Schema = ParameterDescription.Schema(ValueRule.Text) };
        }
    }

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);
}
