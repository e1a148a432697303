using Readback.Storage.Sqlite;
using Readback.Storage.Verification;

namespace Readback.Tests.Storage.Verification;

/// <summary>Sound data passes; and whatever one statement damages is found, as that and as nothing else.</summary>
[Trait("Engine", "Sqlite")]
public sealed class VerifierTests(SoundData sound) : IClassFixture<SoundData>
{
    // boiler-2 is space 2; ayse, bora and chen are users 2, 3 and 4. Their log: 1-3 joined, 4-6 messages 1-3,
    // 7 bora reads 1-2, 8 chen left, 9 message 4, 10 chen joined, 11-12 messages 5-6, 13 chen reads 2 and 5, 14 bora reads 3.
    // Message 4 is bora's, 6 is chen's, all others are ayse's, who has marked nothing.
    private const string Message = "(2 << 40) + ";

    [Fact]
    public async Task Sound_data_passes() => Assert.Empty(await Verify(null));

    [Fact]
    public void The_premise_holds_that_each_check_has_a_name_of_its_own() =>
        Assert.Equal(AllChecks.Count, AllChecks.Select(check => check.Name).Distinct().Count());

    [Theory]
    [InlineData("DELETE FROM space_head WHERE space_id = 2", "every space has a head, and every log a space")]
    [InlineData("UPDATE space_head SET last_position = 15 WHERE space_id = 2", "the head is at the last position")]
    [InlineData("UPDATE space_head SET last_number = 7 WHERE space_id = 2", "the head is at the last number")]
    [InlineData("UPDATE space_head SET last_date = last_date + 1 WHERE space_id = 2", "the head has the last date")]
    [InlineData("UPDATE space_head SET member_count = 4 WHERE space_id = 2", "the head counts the members")]
    [InlineData("UPDATE log SET kind = 'shouted' WHERE space_id = 2 AND position = 14",
        "log rows are of a known kind", "every entry is in the log")]
    [InlineData("UPDATE log SET ranges = '[[3, 3]]' WHERE space_id = 2 AND position = 14", "ranges of reads rise")]
    [InlineData("UPDATE log SET ranges = '[[3' WHERE space_id = 2 AND position = 14",
        "ranges of reads rise", "every entry is in the log")]
    [InlineData("UPDATE log SET ranges = '[[4,4]]' WHERE space_id = 2 AND position = 14", "every read in the log is an entry")]
    [InlineData("UPDATE log SET at = at - 1 WHERE space_id = 2 AND position = 14",
        "the head has the last date", "every read in the log is an entry")]
    [InlineData("UPDATE log SET at = at - 10001 WHERE space_id = 2 AND position = 7",
        "dates never step back by a little", "every read in the log is an entry")]
    [InlineData("UPDATE log SET user_id = 2 WHERE space_id = 2 AND position = 14",
        "every read in the log is an entry", "every entry is in the log")]
    [InlineData("UPDATE log SET last_number = 2 WHERE space_id = 2 AND position = 7", "log rows say how many messages came before")]
    [InlineData("UPDATE log SET last_number = 5 WHERE space_id = 2 AND position = 10",
        "log rows say how many messages came before", "every joining in the log began a membership")]
    [InlineData("UPDATE membership SET since_position = 5 WHERE space_id = 2 AND user_id = 2",
        "who is in the log was a member", "every joining in the log began a membership", "every membership is in the log")]
    [InlineData("UPDATE message SET position = 7 WHERE id = " + Message + "3", "positions have no gap, and none is given out twice")]
    [InlineData("UPDATE message SET position = 9 - position WHERE id IN (" + Message + "1, " + Message + "2)",
        "numbers rise with positions")]
    [InlineData("UPDATE message SET created_at = created_at - 10001 WHERE id = " + Message + "3",
        "dates never step back by a little", "where dates of messages step back is on record")]
    [InlineData("UPDATE message SET space_id = 1 WHERE id = " + Message + "3", "messages are in their space")]
    [InlineData("UPDATE message SET sender_id = 3 WHERE id = " + Message + "3",
        "nothing is read twice", "inboxes count what is read", "messages are under their sender's name")]
    [InlineData("UPDATE message SET sender = 'bora' WHERE id = " + Message + "3", "messages are under their sender's name")]
    [InlineData("UPDATE message SET content = 'Valve 7 is open' WHERE id = " + Message + "3",
        "the search index has no hole and is right")]
    [InlineData("DELETE FROM message WHERE id = " + Message + "6",
        "positions have no gap, and none is given out twice", "the head is at the last number",
        "log rows say how many messages came before", "runs hold all entries", "inboxes count what is read",
        "the search index has no hole and is right")]
    [InlineData("UPDATE membership SET left_at = NULL WHERE until_position IS NOT NULL",
        "memberships are sound", "every leaving in the log ended a membership")]
    [InlineData("UPDATE membership SET joined_at = joined_at + 1 WHERE space_id = 2 AND user_id = 4 AND since_position = 10",
        "every joining in the log began a membership")]
    [InlineData("UPDATE membership SET since_number = 4 WHERE space_id = 2 AND user_id = 4 AND since_position = 10",
        "every joining in the log began a membership", "recipients are counted")]
    [InlineData("UPDATE membership SET since_number = 3 WHERE space_id = 2 AND user_id = 4 AND since_position = 10",
        "memberships follow one another", "every joining in the log began a membership", "recipients are counted")]
    [InlineData("UPDATE membership SET until_number = 1 WHERE space_id = 2 AND user_id = 4 AND since_position = 3",
        "every leaving in the log ended a membership", "only what was delivered is read", "recipients are counted")]
    [InlineData("INSERT INTO membership SELECT 1, 4, 'chen', 1, 0, 5, 6, 0, 0", "every membership is in the log")]
    [InlineData("UPDATE membership SET username = 'Bora' WHERE space_id = 2 AND user_id = 3", "members are users")]
    [InlineData("UPDATE users SET deleted = 1 WHERE username = 'bora'", "deleted users have left")]
    [InlineData("UPDATE read_entry SET read_at = read_at + 1 WHERE space_id = 2 AND user_id = 3 AND from_number = 3",
        "every read in the log is an entry")]
    [InlineData("INSERT INTO read_entry VALUES (2, 3, 2, 2, 0)",
        "nothing is read twice", "every entry is in the log", "inboxes count what is read", "readers are counted")]
    [InlineData("INSERT INTO read_entry VALUES (2, 2, 2, 2, 0)",
        "nothing is read twice", "every entry is in the log", "runs hold all entries", "inboxes count what is read",
        "readers are counted")]
    [InlineData("INSERT INTO read_entry VALUES (2, 4, 4, 4, 0)",
        "only what was delivered is read", "every entry is in the log", "runs hold all entries", "inboxes count what is read",
        "readers are counted")]
    [InlineData("UPDATE read_run SET to_number = 3 WHERE space_id = 2 AND user_id = 3", "runs hold all entries")]
    [InlineData("INSERT INTO read_run VALUES (2, 3, 4, 4)", "runs are maximal")]
    [InlineData("INSERT INTO read_run VALUES (2, 3, 6, 6)", "runs hold nothing but entries")]
    [InlineData("UPDATE inbox SET read_count = read_count + 1 WHERE space_id = 2 AND user_id = 3", "inboxes count what is read")]
    [InlineData("DELETE FROM inbox WHERE space_id = 2 AND user_id = 3", "runs hold all entries", "inboxes count what is read")]
    [InlineData("UPDATE inbox SET own_to = 7 WHERE space_id = 2 AND user_id = 3",
        "own messages are in the runs up to what was read last")]
    [InlineData("UPDATE inbox SET own_to = 3 WHERE space_id = 2 AND user_id = 3",
        "runs hold all entries", "own messages are in the runs up to what was read last")]
    [InlineData("UPDATE inbox SET own_to = 6 WHERE space_id = 2 AND user_id = 2", "runs hold all entries")]
    [InlineData("UPDATE message SET recipient_count = 3 WHERE id = " + Message + "4", "recipients are counted")]
    [InlineData("UPDATE read_change SET change = 2 WHERE space_id = 2 AND level = 0 AND place = 1", "readers are counted")]
    [InlineData("UPDATE read_change SET single = 2 WHERE space_id = 2 AND level = 0 AND place = 5", "readers are counted")]
    [InlineData("DELETE FROM read_change WHERE space_id = 2 AND level = 0 AND place = 3", "readers are counted")]
    [InlineData("INSERT INTO read_change VALUES (2, 1, 0, 1, 0)", "readers are counted")]
    [InlineData("UPDATE idempotency_key SET message_id = " + Message + "6", "idempotency keys are of their sender's messages")]
    [InlineData("UPDATE users SET username_folded = 'Bora' WHERE username = 'bora'", "usernames are folded right")]
    [InlineData("UPDATE space SET name = 'Boiler-3' WHERE id = 2", "space names are folded right")]
    [InlineData("UPDATE audit SET text_folded = 'x' WHERE id = 1", "records are folded right")]
    [InlineData("DELETE FROM search_piece WHERE space_id = 2 AND from_number = 5", "the search index has no hole and is right")]
    [InlineData("UPDATE search_piece SET entries = zeroblob(length(entries)) WHERE space_id = 2 AND from_number = 1",
        "the search index has no hole and is right")]
    [InlineData("DELETE FROM search_segment WHERE space_id = 2 AND from_number = 1", "the search index has no hole and is right")]
    [InlineData("UPDATE search_segment SET to_number = 7 WHERE space_id = 2 AND from_number = 5",
        "the search index has no hole and is right")]
    [InlineData("DELETE FROM search_segment WHERE space_id = 2 AND from_number = 5", "the search index has no hole and is right")]
    [InlineData("DELETE FROM directory_log WHERE number = (SELECT max(number) FROM directory_log) - 1",
        "the directory's log has no gap")]
    [InlineData("UPDATE directory_head SET number = number - 1", "the directory's head is at its last number")]
    [InlineData("INSERT INTO user_role VALUES (99, 'ADMIN')", "references lead somewhere")]
    public async Task What_is_damaged_is_found(string damage, params string[] expected) =>
        Assert.Equal(expected, (await Verify(damage)).Select(result => result.Name));

    [Theory]
    [InlineData("DELETE FROM search_piece WHERE from_number = 5; DELETE FROM search_segment WHERE from_number = 5")]
    [InlineData("DELETE FROM search_piece; DELETE FROM search_segment")]
    public async Task An_index_that_has_not_come_so_far_is_no_fault(string behind) => Assert.Empty(await Verify(behind));

    [Fact]
    public async Task A_gap_in_numbers_and_positions_is_told_by_name()
    {
        var found = await Verify($"DELETE FROM message WHERE id = {Message}4;");
        Assert.Equal(["boiler-2: position 8 is followed by 10"], Examples(found, "positions have no gap, and none is given out twice"));
        Assert.Equal(["boiler-2: number 3 is followed by 5"], Examples(found, "numbers have no gap"));
    }

    [Fact]
    public async Task Much_of_one_kind_is_counted_in_full_and_told_in_part()
    {
        var found = Assert.Single(await Verify(
            """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
            INSERT INTO read_change SELECT 2, 0, 100 + i, 0, 3 FROM n
            """));
        Assert.Equal(500, found.Count);
        Assert.Equal(Verifier.MaxExamples, found.Examples.Count);
    }

    private static IReadOnlyList<Check> AllChecks => [.. SqliteChecks.All, .. Verifier.Checks];

    private static IReadOnlyList<string> Examples(IEnumerable<CheckResult> found, string name) =>
        found.Single(result => result.Name == name).Examples;

    private async Task<List<CheckResult>> Verify(string? damage)
    {
        using var directory = sound.Directory(damage);
        return await SqliteSnapshot.Read(directory.Path, db => Verifier.Run(db, AllChecks, _ => { }));
    }
}
