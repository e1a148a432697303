namespace Readback.Storage.Moving;

/// <summary>What goes along when data is moved to another database, and what does not.</summary>
internal static class MovedTables
{
    /// <summary>Its search index is made anew from its contents.</summary>
    public static MovedTable Messages { get; } =
        new("message", ["id"], ["space_id", "position", "sender_id", "sender", "created_at", "recipient_count", "content"]);

    /// <summary>In the order in which they refer to one another.</summary>
    public static readonly IReadOnlyList<MovedTable> All =
    [
        new("meta", ["key"], ["value"]),
        new("users", ["id"],
        [
            "username", "username_folded", "password_hash", "email", "phone", "enabled", "deleted", "eula_accepted",
            "require_password_reset", "created_by", "created_at", "modified_by", "modified_at",
        ]) { MakesIds = true },
        new("user_role", ["user_id", "role"], []),
        new("space", ["id"], ["name", "name_folded", "closed", "created_by", "created_at", "modified_by", "modified_at"])
        {
            MakesIds = true,
        },
        new("machine", ["user_id"],
            ["space_id", "token_hash", "may_send", "may_read", "issued_at", "ends_at", "revoked_at", "used_at"]),
        new("space_head", ["space_id"], ["last_number", "last_position", "last_date", "member_count"]),
        new("membership", ["space_id", "user_id", "since_position"],
            ["username", "since_number", "until_number", "until_position", "joined_at", "left_at"]),
        new("webhook", ["id"],
        [
            "space_id", "url", "on_message", "unread_minutes", "secret", "old_secret", "old_until", "created_by", "created_at", "modified_by",
            "modified_at", "message_number", "unread_number", "failures", "failing_since", "due_at", "disabled_at", "deliveries",
        ]) { MakesIds = true },
        new("webhook_delivery", ["webhook_id", "number"], ["event_id", "event", "at", "attempt", "status", "error", "milliseconds"]),
        new("log", ["space_id", "position"], ["kind", "user_id", "at", "last_number", "ranges"]),
        Messages,
        new("date_step", ["space_id", "number"], []),
        new("read_entry", ["space_id", "user_id", "from_number"], ["to_number", "read_at"]),
        new("read_change", ["space_id", "level", "place"], ["change", "single"]),
        new("read_run", ["space_id", "user_id", "from_number"], ["to_number"]),
        new("inbox", ["space_id", "user_id"], ["read_count", "own_to"]),
        new("idempotency_key", ["space_id", "user_id", "key"], ["content_hash", "message_id", "created_at"]),
        new("login_failure", ["username_folded", "address"], ["failures", "last_at", "locked_until"]),
        new("login_rate", ["address"], ["due_at"]),
        new("auth_log", ["id"], ["username", "username_folded", "at", "address", "successful", "message", "message_folded"])
        {
            MakesIds = true,
        },
        new("audit", ["id"],
            ["username", "username_folded", "at", "address", "action", "target", "text_folded", "space_id", "user_id"])
        {
            MakesIds = true,
        },
        new("directory_log", ["number"], ["at", "kind", "user_id", "space_id", "session_id"]),
        new("directory_head", ["id"], ["number"]),
    ];

    /// <summary>
    /// What stays behind: sessions (everybody logs in again), the search index, what nodes say of themselves and who of them delivers, and how far
    /// the schema and a move have come.
    /// </summary>
    public static readonly IReadOnlyList<string> NotMoved =
        [
            "session", "refresh_token", "message_search", "search_segment", "search_piece", "node", "node_presence", "webhook_lease",
            "schema_script", "move_mark",
        ];
}
