namespace Readback.Http.OpenApi;

/// <summary>What a value in a request must look like, as far as OpenAPI can say it.</summary>
internal sealed record ValueRule
{
    public static readonly ValueRule Text = new();

    /// <summary>Message ids: repeated, comma-separated, or both.</summary>
    public static readonly ValueRule Ids = new() { Repeatable = true, Pattern = "^[ 0-9,]+$", Example = "1099511628963" };

    public static readonly ValueRule Truth = new() { OneOf = ["true", "false"] };

    /// <summary>Smallest length, in UTF-16 units.</summary>
    public int? MinLength { get; init; }

    /// <summary>Greatest length, in UTF-16 units.</summary>
    public int? MaxLength { get; init; }

    /// <summary>A whole number from here. A rule with a minimum or maximum describes a number, any other a text.</summary>
    public long? Minimum { get; init; }

    public long? Maximum { get; init; }

    /// <summary>What a number is where not given.</summary>
    public long? Default { get; init; }

    /// <summary>A regular expression.</summary>
    public string? Pattern { get; init; }

    /// <summary>A format of JSON Schema's: <c>password</c>, <c>date-time</c> …</summary>
    public string? Format { get; init; }

    public string? Example { get; init; }

    /// <summary>The only values there are.</summary>
    public IReadOnlyList<string> OneOf { get; init; } = [];

    /// <summary>May be given several times.</summary>
    public bool Repeatable { get; init; }

    public static ValueRule UpTo(int maxLength, int minLength = 0) =>
        new() { MaxLength = maxLength, MinLength = minLength > 0 ? minLength : null };

    public static ValueRule Number(long minimum, long maximum, long? @default = null) =>
        new() { Minimum = minimum, Maximum = maximum, Default = @default };
}
