using Readback.Http;

namespace Readback.Tests.Http;

public sealed class DateBoundsTests
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fffffff";

    [Theory]
    [InlineData("2026-11-23T09:15:02.547Z", "2026-11-23T09:15:02.5470000")]
    [InlineData("2026-11-23T09:15:02.547", "2026-11-23T09:15:02.5470000")]
    [InlineData("2026-11-23T09:15:02,5Z", "2026-11-23T09:15:02.5000000")]
    [InlineData("2026-11-23T09:15", "2026-11-23T09:15:00.0000000")]
    [InlineData("2026-11-23T09", "2026-11-23T09:00:00.0000000")]
    [InlineData("20261123T091502Z", "2026-11-23T09:15:02.0000000")]
    [InlineData("2026-11-23T12:15:02+03:00", "2026-11-23T09:15:02.0000000")]
    [InlineData("2026-11-23T12:15:02 03:00", "2026-11-23T09:15:02.0000000")]
    [InlineData("2026-11-23T12:15:02+0300", "2026-11-23T09:15:02.0000000")]
    [InlineData("2026-11-23T04:15:02-05", "2026-11-23T09:15:02.0000000")]
    [InlineData("2026-11-23T24:00", "2026-11-24T00:00:00.0000000")]
    [InlineData("2028-02-29T00:00Z", "2028-02-29T00:00:00.0000000")]
    public void A_moment_is_read_as_UTC_unless_it_says_otherwise(string text, string utc)
    {
        Assert.True(DateBounds.TryRead("st", text, "en", text, out var bounds, out _));
        Assert.Equal(utc, bounds.From?.ToString(Format));
        Assert.Equal(utc, bounds.To?.ToString(Format));
    }

    [Theory]
    [InlineData("2026-11-23T12:15", "2026-11-23T12:15", "2026-11-23T11:15:00.0000000", "2026-11-23T11:15:00.0000000")]
    [InlineData("2026-11-23T12:15Z", "2026-11-23T12:15Z", "2026-11-23T12:15:00.0000000", "2026-11-23T12:15:00.0000000")]
    [InlineData("2026-11-23", "2026-11-23", "2026-11-22T23:00:00.0000000", "2026-11-23T22:59:59.9990000")]
    [InlineData("2026-03-29", "2026-03-29", "2026-03-28T23:00:00.0000000", "2026-03-29T21:59:59.9990000")] // 23 hours
    [InlineData("2026-10-25", "2026-10-25", "2026-10-24T22:00:00.0000000", "2026-10-25T22:59:59.9990000")] // 25 hours
    [InlineData("2026-10-25T02:30", "2026-10-25T02:30", "2026-10-25T00:30:00.0000000", "2026-10-25T01:30:00.0000000")] // shown twice
    [InlineData("2026-03-29T02:30", "2026-03-29T02:30", "2026-03-29T01:30:00.0000000", "2026-03-29T01:30:00.0000000")] // never shown
    public void Where_a_zone_is_given_its_clock_is_meant(string from, string to, string start, string end)
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        Assert.True(DateBounds.TryRead("st", from, "en", to, out var bounds, out _, berlin));
        Assert.Equal((start, end), (bounds.From?.ToString(Format), bounds.To?.ToString(Format)));
    }

    [Fact]
    public void A_bare_date_means_the_whole_day()
    {
        Assert.True(DateBounds.TryRead("st", "2026-11-23", "en", "2026-11-23", out var bounds, out _));
        Assert.Equal("2026-11-23T00:00:00.0000000", bounds.From?.ToString(Format));
        Assert.Equal("2026-11-23T23:59:59.9990000", bounds.To?.ToString(Format));
    }

    [Fact]
    public void What_is_finer_than_a_millisecond_includes_only_what_is_inside()
    {
        Assert.True(DateBounds.TryRead("st", "2026-11-23T09:15:02.5471Z", "en", "2026-11-23T09:15:02.5479Z", out var bounds, out _));
        Assert.Equal("2026-11-23T09:15:02.5480000", bounds.From?.ToString(Format));
        Assert.Equal("2026-11-23T09:15:02.5470000", bounds.To?.ToString(Format));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void What_is_not_given_is_left_open(string? text)
    {
        Assert.True(DateBounds.TryRead("st", text, "en", text, out var bounds, out _));
        Assert.Equal(new DateBounds(null, null), bounds);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData(" ")]
    [InlineData("2026-02-29")]
    [InlineData("2026-13-01")]
    [InlineData("2026-00-10")]
    [InlineData("0000-01-01")]
    [InlineData("2026-1123")]
    [InlineData("2026-11-23T25:00")]
    [InlineData("2026-11-23T24:01")]
    [InlineData("2026-11-23T09:60")]
    [InlineData("2026-11-23T09:15:60")]
    [InlineData("2026-11-23T09:15+24:00")]
    [InlineData("2026-11-23T09:15Z\n")]
    [InlineData("2026-11-23 09:15")]
    [InlineData("23.11.2026")]
    [InlineData("1763889300000")]
    [InlineData("٢٠٢٦-11-23")]
    public void What_is_no_date_is_refused_by_its_name(string text)
    {
        Assert.False(DateBounds.TryRead("onDateSt", text, "offDateEn", null, out _, out var problem));
        Assert.Equal(400, problem.StatusCode);
        Assert.StartsWith("onDateSt: ", problem.Detail);
        Assert.False(DateBounds.TryRead("onDateSt", null, "offDateEn", text, out _, out problem));
        Assert.StartsWith("offDateEn: ", problem.Detail);
    }

    [Fact]
    public void A_start_after_the_end_is_refused()
    {
        Assert.True(DateBounds.TryRead("st", "2026-11-23T09:15Z", "en", "2026-11-23", out _, out _));
        Assert.False(DateBounds.TryRead("st", "2026-11-24", "en", "2026-11-23", out _, out var problem));
        Assert.Equal("st: must not be after en.", problem.Detail);
        Assert.False(DateBounds.TryRead("st", "2026-11-23T09:15Z", "en", "2026-11-23T12:14+03:00", out _, out _));
    }

    [Theory]
    [InlineData("0001-01-01T00:00+05:00")]
    [InlineData("9999-12-31T23:59:59.9999999-05:00")]
    [InlineData("9999-12-31")]
    public void The_ends_of_time_are_dates_too(string text) =>
        Assert.True(DateBounds.TryRead("st", text, "en", text, out _, out _));
}
