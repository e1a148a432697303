using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Readback.Configuration;
using Readback.Directory;
using Readback.Http;
using Readback.Log;
using Readback.Text;

namespace Readback.Chat;

/// <summary>Sending (contract, section 3: Send).</summary>
internal static class SendMessage
{
    /// <summary>The longest <c>Idempotency-Key</c>, in characters.</summary>
    public const int MaxKeyLength = 64;

    /// <summary>
    /// Sends a message to every member of the space, the sender included. 204 means that it is on disk; 503 that it is
    /// not known to be: try again, with the same <c>Idempotency-Key</c>.
    /// </summary>
    /// <param name="idempotencyKey">
    /// Up to 64 characters. The same key by the same sender in the same space stores one message within 24 hours.
    /// </param>
    /// <param name="member">The caller in its space.</param>
    /// <param name="log">Where it is written.</param>
    /// <param name="settings">The limit on bodies.</param>
    /// <param name="context">The request.</param>
    public static async Task<Results<NoContent, ProblemResult>> Handle(
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey, Member member, LogWriter log,
        ReadbackSettings settings, HttpContext context)
    {
        if (member.Caller.User.IsAuditor)
        {
            return LogAnswers.AuditorMayNotSend;
        }
        if (idempotencyKey?.Length > MaxKeyLength)
        {
            return ProblemResult.BadRequest($"Idempotency-Key: must not be longer than {MaxKeyLength} characters.");
        }
        if (await BoundedBody.Read(context.Request, settings.Limits.MaxMessageBodyBytes) is not { } body)
        {
            return new ProblemResult(
                StatusCodes.Status413PayloadTooLarge, $"The body must not exceed {settings.Limits.MaxMessageBodyBytes} bytes.");
        }
        var decoded = BodyDecoding.Decode(body, TypeOf(context.Request, member));
        if (!decoded.IsText)
        {
            return new ProblemResult(decoded.Fault.Status, decoded.Fault.Sentence);
        }
        var content = decoded.Text;
        if (MessageText.Check(content) is var fault && fault != MessageTextFault.None)
        {
            return ProblemResult.BadRequest(MessageText.Describe(fault));
        }
        var key = string.IsNullOrEmpty(idempotencyKey) ? null : idempotencyKey;
        var answer = await log.Append(new SendItem(
            new Author(member.Caller.Session.Id, member.UserId, member.SpaceId), content, key,
            contentHash: key is null ? "" : Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))));
        if (answer.Outcome != LogOutcome.Done)
        {
            return LogAnswers.Problem(answer);
        }
        context.Response.Headers.Location = string.Create(
            CultureInfo.InvariantCulture, $"/api/chat/messages/{answer.MessageId}");
        return TypedResults.NoContent();
    }

    /// <summary>
    /// What <c>curl --data</c>, <c>wget --post-data</c> and PowerShell call a body unless they are told otherwise: from a
    /// machine, whose script is one line, it is the text that it holds.
    /// </summary>
    private static string? TypeOf(HttpRequest request, Member member) =>
        member.IsMachine && request.ContentType == "application/x-www-form-urlencoded" ? null : request.ContentType;
}
