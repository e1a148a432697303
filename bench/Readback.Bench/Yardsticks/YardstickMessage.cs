namespace Readback.Bench.Yardsticks;

/// <summary>As much as a message of the product has to say, so that as many bytes are carried.</summary>
internal sealed record YardstickMessage(
    string Id, string Content, string CreatedBy, string CreationDate, string LastModifiedBy, string LastModifiedDate, long Number)
{
    private const string Id0 = "4294967297";
    private const string Sender = "operator-000000";
    private const string Date = "2026-01-01T00:00:00.000Z";

    public static YardstickMessage Of(string content) => new(Id0, content, Sender, Date, Sender, Date, 1);
}
