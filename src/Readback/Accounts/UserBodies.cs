using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Readback.Storage;

namespace Readback.Accounts;

/// <summary>A user (contract, section 5). The password is never shown.</summary>
/// <param name="Id">Decimal digits.</param>
/// <param name="Username">1 to 50 characters, unique with case ignored, fixed for good.</param>
/// <param name="Email">Null where none is known.</param>
/// <param name="Phone">Null where none is known.</param>
/// <param name="OtpType">Always <c>none</c>.</param>
/// <param name="Enabled">Whether the user may log in.</param>
/// <param name="EulaAccepted">Kept for clients that ask.</param>
/// <param name="RequirePasswordReset">Whether the password must be changed before anything else.</param>
/// <param name="CreatedBy">Who made the user.</param>
/// <param name="CreationDate">When.</param>
/// <param name="LastModifiedBy">Who changed the user last.</param>
/// <param name="LastModifiedDate">When.</param>
public sealed record User(
    string Id, string Username, string? Email, string? Phone, string OtpType, bool Enabled, bool EulaAccepted,
    bool RequirePasswordReset, string CreatedBy, DateTimeOffset CreationDate, string LastModifiedBy,
    DateTimeOffset LastModifiedDate)
{
    internal static User Of(UserRow row) => new(
        row.Id.ToString(CultureInfo.InvariantCulture), row.Username, row.Email, row.Phone, "none", row.Enabled,
        row.EulaAccepted, row.RequirePasswordReset, row.CreatedBy, row.CreatedAt, row.ModifiedBy, row.ModifiedAt);
}

/// <summary>What a user is to be. A change leaves as it is what is not given.</summary>
public sealed class UserInput
{
    /// <summary>1 to 50 characters, no control characters, no <c>/</c>, no outer spaces. Fixed for good.</summary>
    [StringLength(UserRules.MaxUsernameLength, MinimumLength = 1)]
    public string? Username { get; set; }

    /// <summary>10 to 128 characters, not the username. A change ends the user's sessions.</summary>
    [StringLength(PasswordRule.MaxLength, MinimumLength = PasswordRule.MinLength)]
    public string? Password { get; set; }

    /// <summary>Null takes it away.</summary>
    [StringLength(UserRules.MaxEmailLength)]
    public string? Email { get; set { field = value; IsEmailGiven = true; } }

    /// <summary>Null takes it away.</summary>
    [StringLength(UserRules.MaxPhoneLength)]
    public string? Phone { get; set { field = value; IsPhoneGiven = true; } }

    /// <summary>Whether the user may log in; true for a new one unless given.</summary>
    public bool Enabled { get; set { field = value; IsEnabledGiven = true; } }

    /// <summary>False for a new one unless given.</summary>
    public bool EulaAccepted { get; set { field = value; IsEulaAcceptedGiven = true; } }

    /// <summary>False for a new one unless given.</summary>
    public bool RequirePasswordReset { get; set { field = value; IsRequirePasswordResetGiven = true; } }

    internal bool IsEmailGiven { get; private set; }

    internal bool IsPhoneGiven { get; private set; }

    internal bool IsEnabledGiven { get; private set; }

    internal bool IsEulaAcceptedGiven { get; private set; }

    internal bool IsRequirePasswordResetGiven { get; private set; }

    /// <summary>A user's record with what is given put in its place.</summary>
    internal UserRow Over(UserRow row) => row with
    {
        Email = IsEmailGiven ? Email : row.Email,
        Phone = IsPhoneGiven ? Phone : row.Phone,
        Enabled = IsEnabledGiven ? Enabled : row.Enabled,
        EulaAccepted = IsEulaAcceptedGiven ? EulaAccepted : row.EulaAccepted,
        RequirePasswordReset = IsRequirePasswordResetGiven ? RequirePasswordReset : row.RequirePasswordReset,
    };
}

/// <summary>A change of one's own password.</summary>
/// <param name="OldPassword">The one that is still good.</param>
/// <param name="NewPassword">10 to 128 characters, not the username.</param>
/// <param name="NewPasswordAgain">The same once more.</param>
public sealed record OwnPasswordInput(
    string? OldPassword = null,
    [property: StringLength(PasswordRule.MaxLength, MinimumLength = PasswordRule.MinLength)] string? NewPassword = null,
    string? NewPasswordAgain = null);

/// <summary>Another password for somebody else.</summary>
/// <param name="NewPassword">10 to 128 characters, not the username.</param>
/// <param name="NewPasswordAgain">The same once more.</param>
/// <param name="RequirePasswordReset">Whether the user must change it before anything else; false unless given.</param>
public sealed record PasswordResetInput(
    [property: StringLength(PasswordRule.MaxLength, MinimumLength = PasswordRule.MinLength)] string? NewPassword = null,
    string? NewPasswordAgain = null,
    bool RequirePasswordReset = false);
