using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Readback.Accounts;
using Readback.Storage;

namespace Readback.Machines;

/// <summary>A program that sends to a space, or reads in it, by a token of its own.</summary>
/// <param name="Id">Decimal digits.</param>
/// <param name="Name">What its messages are under: a name like a user's, and nobody else's.</param>
/// <param name="Scopes"><c>send</c>, <c>read</c>, or both.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="CreationDate">When.</param>
/// <param name="LastModifiedBy">Who gave it a token, or took that away, last.</param>
/// <param name="LastModifiedDate">When.</param>
/// <param name="ExpirationDate">From when on its token is worth nothing; null where it has no end.</param>
/// <param name="Revoked">Whether its token was taken away.</param>
/// <param name="LastUsedDate">The hour in which it was last at work; null where it never was. A minute late at most.</param>
public sealed record Machine(
    string Id, string Name, IReadOnlyList<string> Scopes, string CreatedBy, DateTimeOffset CreationDate, string LastModifiedBy,
    DateTimeOffset LastModifiedDate, DateTimeOffset? ExpirationDate, bool Revoked, DateTimeOffset? LastUsedDate)
{
    internal static Machine Of(UserRow user, MachineRow machine) => new(
        user.Id.ToString(CultureInfo.InvariantCulture), user.Username, MachineScopes.Of(machine), user.CreatedBy, user.CreatedAt,
        user.ModifiedBy, user.ModifiedAt, machine.EndsAt, machine.RevokedAt is not null, machine.UsedAt);
}

/// <summary>A machine with the token that it was given just now.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Token">Shown this once: nobody can be told it again. Sent as <c>Authorization: Bearer</c>.</param>
public sealed record MachineWithToken(Machine Machine, string Token);

/// <summary>What a machine is to be.</summary>
/// <param name="Name">1 to 50 characters, no control characters, no <c>/</c>, no outer spaces, unique among users and machines for good.</param>
/// <param name="Scopes"><c>send</c>, <c>read</c>, or both; <c>send</c> unless given.</param>
/// <param name="ExpirationDate">From when on its token is to be worth nothing; never unless given.</param>
public sealed record MachineInput(
    [property: StringLength(UserRules.MaxUsernameLength, MinimumLength = 1)] string? Name = null,
    IReadOnlyList<string>? Scopes = null, DateTimeOffset? ExpirationDate = null);

/// <summary>What another token is to be.</summary>
/// <param name="ExpirationDate">From when on it is to be worth nothing; never unless given.</param>
public sealed record MachineTokenInput(DateTimeOffset? ExpirationDate = null);

/// <summary>What a token may be for, in words.</summary>
internal static class MachineScopes
{
    public const string Send = "send";
    public const string Read = "read";

    public static IReadOnlyList<string> Of(MachineRow machine) =>
        [.. machine.MaySend ? [Send] : Array.Empty<string>(), .. machine.MayRead ? [Read] : Array.Empty<string>()];

    public static bool AreGood(IReadOnlyList<string> scopes) => scopes.Count > 0 && scopes.All(scope => scope is Send or Read);
}
