using Readback.Http;

namespace Readback.Webhooks;

/// <summary>What a webhook may be.</summary>
internal sealed class WebhookRules(WebhookAddresses addresses)
{
    /// <summary>In UTF-16 units.</summary>
    public const int MaxUrlLength = 500;

    /// <summary>The longest time after which it can be told who has not read a message.</summary>
    private const int MaxUnreadMinutes = 1440;

    /// <summary>The same where nothing is said.</summary>
    public const int DefaultUnreadMinutes = 5;

    /// <summary>The problem with what is given; <c>null</c> where there is none.</summary>
    public ProblemResult? Check(WebhookInput input) =>
        (input.Url is { } url ? CheckUrl(url) : null)
        ?? (input.Events is { } events && (events.Count == 0 || !events.All(e => e is WebhookEvents.Message or WebhookEvents.Unread))
            ? ProblemResult.BadRequest($"events: must hold {WebhookEvents.Message}, {WebhookEvents.Unread}, or both.")
            : null)
        ?? (input.UnreadMinutes is < 1 or > MaxUnreadMinutes
            ? ProblemResult.BadRequest($"unreadMinutes: must be 1 to {MaxUnreadMinutes}.")
            : null);

    public static ProblemResult UrlNeeded => ProblemResult.BadRequest("url: must be given.");

    private ProblemResult? CheckUrl(string text)
    {
        if (text.Length > MaxUrlLength || !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")
            || url.UserInfo.Length > 0 || url.Fragment.Length > 0 || url.HostNameType is UriHostNameType.Basic or UriHostNameType.Unknown)
        {
            return ProblemResult.BadRequest(
                $"url: must be an http or https address with a host, without a user or a fragment, of {MaxUrlLength} characters at most.");
        }
        return addresses.Problem(url.DnsSafeHost) is { } problem ? ProblemResult.BadRequest($"url: {problem}.") : null;
    }
}
