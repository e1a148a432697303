namespace Readback.Http;

/// <summary>
/// An error as RFC 9457 has it (<c>application/problem+json</c>), with two more members for clients that read
/// <c>{status, error, message}</c>.
/// </summary>
/// <param name="Type">Always <c>about:blank</c>: the status says what kind of problem it is.</param>
/// <param name="Title">The status' reason phrase.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What was wrong, naming the field and the rule.</param>
/// <param name="Error">The same as <paramref name="Title"/>.</param>
/// <param name="Message">The same as <paramref name="Detail"/>.</param>
public sealed record ProblemBody(string Type, string Title, int Status, string Detail, string Error, string Message);
