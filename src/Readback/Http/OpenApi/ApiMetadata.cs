using Microsoft.OpenApi;

namespace Readback.Http.OpenApi;

/// <summary>Statuses that an operation answers with a problem.</summary>
internal sealed record ApiProblems(IReadOnlyList<int> Statuses);

/// <summary>A query or header parameter: added, or explained where the handler binds it already.</summary>
internal sealed record ApiParameter(ParameterLocation In, string Name, string Description, bool Required, ValueRule Rule);

/// <summary>A header that an answer carries.</summary>
/// <param name="Status">On which status; 0 on every success.</param>
internal sealed record ApiAnswerHeader(int Status, string Name, string Description);

/// <summary>One of the forms that a request's body may have: a single text, or the fields of a form.</summary>
internal sealed record ApiRequestBody(string MediaType, bool Required, string Description, ValueRule Text, IReadOnlyList<ApiFormField> Fields);

/// <summary>A field of a form.</summary>
internal sealed record ApiFormField(string Name, string Description, ValueRule Rule, bool Required = true);

/// <summary>The body of an answer that the handler's signature does not tell of.</summary>
internal sealed record ApiAnswerBody(int Status, string MediaType, string Description);
