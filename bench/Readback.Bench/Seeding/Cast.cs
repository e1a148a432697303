using System.Globalization;

namespace Readback.Bench.Seeding;

/// <summary>The users of a seeded database. All have one password: hashing 100,000 would take longer than measuring.</summary>
internal static class Cast
{
    public const string Password = "correct horse battery staple";

    /// <summary>How many of a space's members write its history; members beyond these only receive.</summary>
    public const int Writers = 40;

    /// <summary>How many of the writers read all that is sent, a screen full at a time.</summary>
    public const int Readers = 2;

    public static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"operator-{index:D6}");
}
