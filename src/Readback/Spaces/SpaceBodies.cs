using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Readback.Storage;

namespace Readback.Spaces;

/// <summary>A space (contract, section 5).</summary>
/// <param name="Id">Decimal digits.</param>
/// <param name="Name">1 to 100 characters, unique with case ignored.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="CreationDate">When.</param>
/// <param name="LastModifiedBy">Who renamed it last.</param>
/// <param name="LastModifiedDate">When.</param>
public sealed record Space(
    string Id, string Name, string CreatedBy, DateTimeOffset CreationDate, string LastModifiedBy, DateTimeOffset LastModifiedDate)
{
    internal static Space Of(SpaceRow row) => new(
        row.Id.ToString(CultureInfo.InvariantCulture), row.Name, row.CreatedBy, row.CreatedAt, row.ModifiedBy, row.ModifiedAt);
}

/// <summary>What a space is to be called.</summary>
/// <param name="Name">1 to 100 characters, no <c>%</c>, no control characters, no outer spaces.</param>
public sealed record SpaceInput([property: StringLength(SpaceRules.MaxNameLength, MinimumLength = 1)] string? Name = null);
