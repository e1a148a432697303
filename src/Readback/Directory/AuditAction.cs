namespace Readback.Directory;

/// <summary>The administrative acts that are on record.</summary>
internal static class AuditAction
{
    public const string UserCreated = "user.created";
    public const string UserChanged = "user.changed";
    public const string UserDeleted = "user.deleted";
    public const string UserUnlocked = "user.unlocked";
    public const string PasswordReset = "user.password-reset";
    public const string PasswordChanged = "user.password-changed";
    public const string RoleGranted = "role.granted";
    public const string RoleRevoked = "role.revoked";
    public const string SpaceCreated = "space.created";
    public const string SpaceRenamed = "space.renamed";
    public const string SpaceClosed = "space.closed";
    public const string MemberJoined = "member.joined";
    public const string MemberLeft = "member.left";
    public const string MachineCreated = "machine.created";
    public const string MachineRenewed = "machine.renewed";
    public const string MachineRevoked = "machine.revoked";
    public const string WebhookCreated = "webhook.created";
    public const string WebhookChanged = "webhook.changed";
    public const string WebhookRenewed = "webhook.renewed";
    public const string WebhookDeleted = "webhook.deleted";
    public const string WebhookDisabled = "webhook.disabled";
    public const string SpaceExported = "space.exported";
    public const string KeysRotated = "keys.rotated";
    public const string DataRestored = "data.restored";
    public const string DataMoved = "data.moved";
}
