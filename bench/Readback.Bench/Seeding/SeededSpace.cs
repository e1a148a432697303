using Readback.Storage;

namespace Readback.Bench.Seeding;

/// <summary>
/// What is in a space that was seeded, computed from its plan alone: what the server answers is held against it. Numbers
/// count from 1, members from 0.
/// </summary>
internal sealed class SeededSpace(SpacePlan plan, long id, DateTimeOffset start, IReadOnlyList<SeededUser> members)
{
    public const int MessagesPerBatch = 50;

    /// <summary>Every so many members there is one who read nearly all of a space at its end.</summary>
    public const int MembersPerLateReader = 3;

    /// <summary>Between two batches, so that a million messages cover two weeks.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    private readonly int _writers = Math.Min(Cast.Writers, plan.Members);

    public string Name => plan.Name;

    public long Id => id;

    public int Messages => plan.Messages;

    public int Members => plan.Members;

    /// <summary>Members who write; all after them only receive.</summary>
    public int Writers => _writers;

    /// <summary>The time that a history covers, with the reading at its end.</summary>
    public static TimeSpan Length(int messages) => Step * (Batches(messages) + 2);

    public string MessageIdOf(int number) => WireNumber.Of(MessageId.Of(id, number));

    public string RecipientIdOf(int number, int member) => $"{MessageIdOf(number)}-{WireNumber.Of(members[member].Id)}";

    public static string Content(int number) => Phrases.Line(number);

    public int Sender(int number) => (number - 1) % _writers;

    public DateTimeOffset Date(int number) => start + Step * ((number - 1) / MessagesPerBatch + 1);

    public DateTimeOffset LateReading => start + Step * (Batches(plan.Messages) + 1);

    /// <summary>The first message of the second half of the history.</summary>
    public int Middle => plan.Messages / 2 / MessagesPerBatch * MessagesPerBatch + 1;

    /// <summary>When a member read a message; <c>null</c> where it was not read.</summary>
    public DateTimeOffset? ReadDate(int member, int number) =>
        Sender(number) == member || member < Cast.Readers ? Date(number)
        : IsLateReader(member) && number <= LateReadTo ? LateReading : null;

    /// <summary>The very last message is left to those who read as they go: few have read it.</summary>
    public int LateReadTo => plan.Messages - 1;

    public bool IsLateReader(int member) => plan.IsReadByAThird && member % MembersPerLateReader == 0;

    public int ReadCount(int number) => Enumerable.Range(0, plan.Members).Count(member => ReadDate(member, number) is not null);

    /// <summary>What a member has not read of the whole history.</summary>
    public int Unread(int member) =>
        Enumerable.Range(1, plan.Messages).Count(number => ReadDate(member, number) is null);

    private static int Batches(int messages) => (messages + MessagesPerBatch - 1) / MessagesPerBatch;
}

/// <summary>Everything that was seeded.</summary>
/// <param name="Spaces">Each space by its name.</param>
/// <param name="LoggedIn">The first users: as many as any plan wants logged in.</param>
/// <param name="Tokens">An access token for each of these.</param>
internal sealed record Seeded(
    IReadOnlyDictionary<string, SeededSpace> Spaces, IReadOnlyList<SeededUser> LoggedIn, IReadOnlyList<string> Tokens);
