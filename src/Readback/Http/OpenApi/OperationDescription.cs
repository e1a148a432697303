using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace Readback.Http.OpenApi;

/// <summary>Adds to an operation what its endpoint's metadata tells: see <see cref="ApiDescriptions"/>.</summary>
internal static class OperationDescription
{
    private const string DefaultAnswer = "default";

    public static async Task Apply(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Responses ??= [];
        OperationNames.Apply(operation, context.Description);
        ParameterDescription.Apply(operation, metadata.OfType<ApiParameter>());
        RequestBodyDescription.Apply(operation, [.. metadata.OfType<ApiRequestBody>()]);
        AddAnswerBodies(operation.Responses, metadata.OfType<ApiAnswerBody>());
        Secure(operation, metadata, context.Document);
        var problem = await context.GetOrCreateSchemaAsync(typeof(ProblemBody), cancellationToken: cancellation);
        context.Document?.AddComponent("Problem", problem);
        AddProblems(operation, metadata, context.Document);
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

    /// <summary>Who says nothing is asked for a log-in.</summary>
    private static bool NeedsLogIn(IList<object> metadata) => !metadata.OfType<IAllowAnonymous>().Any();

    private static void AddProblems(OpenApiOperation operation, IList<object> metadata, OpenApiDocument? document)
    {
        var answers = operation.Responses!;
        foreach (var status in Statuses(operation, metadata).Distinct().Order())
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

    /// <summary>What is said at the endpoint, and what follows from its kind.</summary>
    private static IEnumerable<int> Statuses(OpenApiOperation operation, IList<object> metadata)
    {
        var statuses = metadata.OfType<ApiProblems>().SelectMany(problems => problems.Statuses);
        if (NeedsLogIn(metadata))
        {
            statuses = statuses.Concat(
                [StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status503ServiceUnavailable]);
        }
        if (operation.RequestBody is not null)
        {
            statuses = statuses.Concat(
                [StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType]);
        }
        return statuses;
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
