using System.Globalization;
using Readback.Bench.Seeding;

namespace Readback.Bench.Scenarios;

/// <summary>The spaces with short and long histories that all reading is measured on.</summary>
internal static class Histories
{
    public static IReadOnlyList<SpacePlan> Of(Sizes sizes) =>
        [.. sizes.Messages.Select(messages => new SpacePlan(SpaceOf(messages), Cast.Writers, messages))];

    public static string SpaceOf(int messages) => string.Create(CultureInfo.InvariantCulture, $"history-{messages}");
}
