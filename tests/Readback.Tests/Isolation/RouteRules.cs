namespace Readback.Tests.Isolation;

/// <summary>Who may call a route at all.</summary>
internal enum Door
{
    /// <summary>Anybody, and it tells nothing of any tenant.</summary>
    Open,

    /// <summary>Whoever is logged in.</summary>
    LoggedIn,

    /// <summary>The same, and who must change the password first.</summary>
    LoggedInBeforeReset,

    /// <summary>Members of the space in the path, and administrators.</summary>
    ItsMembers,

    /// <summary>Members of the space in X-Space.</summary>
    Members,

    /// <summary>The same, and machines that read there.</summary>
    MembersAndMachines,

    /// <summary>Members but no auditor, and machines that send there.</summary>
    MembersWhoSend,

    /// <summary>The same, but auditors and administrators alone.</summary>
    MembersWhoExport,

    Admin,

    AdminOrAuditor,
}

/// <summary>What the contract says of a route.</summary>
/// <param name="Door">Who may call it.</param>
/// <param name="Ids">For each parameter in the path: message, number, user, space, username or role.</param>
/// <param name="Query">A query with an id in it, as <c>{message}</c>.</param>
internal sealed record RouteRule(Door Door, string[] Ids, string Query = "");

internal static class RouteRules
{
    /// <summary>Every route there is. A new one is declared here, or the tests fail.</summary>
    public static readonly IReadOnlyDictionary<string, RouteRule> All = new Dictionary<string, RouteRule>
    {
        ["GET /health/live"] = new(Door.Open, []),
        ["GET /health/ready"] = new(Door.Open, []),
        ["GET /metrics"] = new(Door.Open, []),
        ["GET /openapi/{documentName}.json"] = new(Door.Open, ["v1"]),
        ["GET /docs/{documentName?}"] = new(Door.Open, ["v1"]),
        ["GET /docs/scalar.js"] = new(Door.Open, []),
        ["GET /docs/scalar.aspnetcore.js"] = new(Door.Open, []),
        ["GET /docs/favicon.svg"] = new(Door.Open, []),
        ["POST /login"] = new(Door.Open, []),
        ["POST /refresh"] = new(Door.Open, []),
        ["POST /logout"] = new(Door.Open, []),

        ["POST /api/chat/messages"] = new(Door.MembersWhoSend, []),
        ["GET /api/chat/messages/{id}"] = new(Door.MembersAndMachines, ["message"]),
        ["GET /api/chat/messages/by-number/{number}"] = new(Door.MembersAndMachines, ["number"]),
        ["GET /api/chat/messages/filter"] = new(Door.MembersAndMachines, [], "?content=zzsecret&size=2000"),
        ["POST /api/chat/messages/set-read"] = new(Door.Members, [], "?messageIds={message}"),
        ["POST /api/chat/message/set-read"] = new(Door.Members, [], "?messageId={message}"),
        ["GET /api/chat/messages/{id}/recipients"] = new(Door.MembersAndMachines, ["message"]),
        ["GET /api/chat/recipients"] = new(Door.Members, []),
        ["GET /api/chat/receipts"] = new(Door.MembersAndMachines, [], "?fromNumber=1&toNumber=200"),
        ["GET /api/chat/unread"] = new(Door.Members, []),
        ["GET /api/chat/stream"] = new(Door.MembersAndMachines, [], "?lastEventId=0"),
        ["GET /api/auth/logged-in-users"] = new(Door.Members, []),

        ["GET /api/export"] = new(Door.MembersWhoExport, [], "?zone=Europe/Istanbul"),

        ["GET /api/auth/current-user"] = new(Door.LoggedInBeforeReset, []),
        ["POST /api/users/reset-password"] = new(Door.LoggedInBeforeReset, []),
        ["GET /api/spaces"] = new(Door.LoggedIn, []),
        ["GET /api/spaces/{id}"] = new(Door.ItsMembers, ["space"]),

        ["GET /api/warnings"] = new(Door.Admin, []),
        ["GET /api/auth/locked-users"] = new(Door.Admin, []),
        ["DELETE /api/auth/locked-users/{username}"] = new(Door.Admin, ["username"]),
        ["GET /api/auth/auth-logs"] = new(Door.Admin, []),
        ["POST /api/spaces"] = new(Door.Admin, []),
        ["PUT /api/spaces/{id}"] = new(Door.Admin, ["space"]),
        ["DELETE /api/spaces/{id}"] = new(Door.Admin, ["space"]),
        ["GET /api/spaces/{id}/machines"] = new(Door.Admin, ["space"]),
        ["POST /api/spaces/{id}/machines"] = new(Door.Admin, ["space"]),
        ["POST /api/spaces/{id}/machines/{machineId}/token"] = new(Door.Admin, ["space", "machine"]),
        ["DELETE /api/spaces/{id}/machines/{machineId}"] = new(Door.Admin, ["space", "machine"]),
        ["GET /api/spaces/{id}/webhooks"] = new(Door.Admin, ["space"]),
        ["POST /api/spaces/{id}/webhooks"] = new(Door.Admin, ["space"]),
        ["PUT /api/spaces/{id}/webhooks/{webhookId}"] = new(Door.Admin, ["space", "webhook"]),
        ["DELETE /api/spaces/{id}/webhooks/{webhookId}"] = new(Door.Admin, ["space", "webhook"]),
        ["POST /api/spaces/{id}/webhooks/{webhookId}/secret"] = new(Door.Admin, ["space", "webhook"]),
        ["POST /api/spaces/{id}/webhooks/{webhookId}/test"] = new(Door.Admin, ["space", "webhook"]),
        ["GET /api/spaces/{id}/webhooks/{webhookId}/deliveries"] = new(Door.Admin, ["space", "webhook"]),
        ["GET /api/users"] = new(Door.Admin, []),
        ["POST /api/users"] = new(Door.Admin, []),
        ["GET /api/users/{id}"] = new(Door.Admin, ["user"]),
        ["PUT /api/users/{id}"] = new(Door.Admin, ["user"]),
        ["DELETE /api/users/{id}"] = new(Door.Admin, ["user"]),
        ["POST /api/users/{username}/reset-password"] = new(Door.Admin, ["username"]),
        ["GET /api/users/{id}/spaces"] = new(Door.Admin, ["user"]),
        ["POST /api/users/{id}/spaces"] = new(Door.Admin, ["user"]),
        ["DELETE /api/users/{id}/spaces/{spaceId}"] = new(Door.Admin, ["user", "space"]),
        ["GET /api/users/{id}/roles"] = new(Door.Admin, ["user"]),
        ["POST /api/users/{id}/roles"] = new(Door.Admin, ["user"]),
        ["DELETE /api/users/{id}/roles/{role}"] = new(Door.Admin, ["user", "AUDITOR"]),
        ["GET /api/audit"] = new(Door.AdminOrAuditor, [], "?size=2000"),
    };

    /// <summary>The status for a caller whose X-Space is <c>boiler-2</c>; 0 where the caller is let through.</summary>
    public static int Expected(Door door, string caller) => (door, caller) switch
    {
        (Door.Open, _) => 0,
        (Door.MembersAndMachines or Door.MembersWhoSend, "machine") => 0,
        (_, "nobody" or "badtoken") => 401,
        (_, "machine") => 403,
        (Door.LoggedInBeforeReset, _) => 0,
        (_, "reset") => 403,
        (Door.LoggedIn, _) => 0,
        (Door.ItsMembers, "operator" or "auditor" or "admin") => 0,
        (Door.Members or Door.MembersAndMachines, "operator" or "auditor") => 0,
        (Door.MembersWhoSend, "operator") => 0,
        // An administrator who is no member of it reads no space.
        (Door.MembersWhoExport, "auditor") => 0,
        (Door.Admin, "admin") => 0,
        (Door.AdminOrAuditor, "admin" or "auditor") => 0,
        _ => 403,
    };

    public static bool NeedsSpace(Door door) =>
        door is Door.Members or Door.MembersAndMachines or Door.MembersWhoSend or Door.MembersWhoExport;
}
