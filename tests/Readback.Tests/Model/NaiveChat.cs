using Readback.Text;

namespace Readback.Tests.Model;

/// <summary>
/// The classic design, which Readback must be indistinguishable from: one row per recipient, written at every send, and
/// everything counted by looking at all rows.
/// </summary>
internal sealed class NaiveChat
{
    public List<NaiveMessage> Messages { get; } = [];

    public List<NaiveRecipient> Recipients { get; } = [];

    public SortedSet<string> Members { get; } = new(StringComparer.Ordinal);

    public DateTimeOffset LastDate { get; private set; } = DateTimeOffset.UnixEpoch;

    public void Join(string user, DateTimeOffset now) => Tick(Members.Add(user), now);

    public void Leave(string user, DateTimeOffset now) => Tick(Members.Remove(user), now);

    /// <summary>False where the user is no member.</summary>
    public bool Send(string user, string content, DateTimeOffset now)
    {
        if (!Members.Contains(user))
        {
            return false;
        }
        Tick(true, now);
        var message = new NaiveMessage(Messages.Count + 1, user, content, LastDate);
        Messages.Add(message);
        Recipients.AddRange(Members.Select(member =>
            new NaiveRecipient(message, member) { ReadAt = member == user ? LastDate : null }));
        return true;
    }

    /// <summary>Null where one of the numbers is not in the inbox; else whether anything changed.</summary>
    public bool? SetRead(string user, IReadOnlyCollection<long> numbers, DateTimeOffset now)
    {
        var rows = numbers.Distinct()
            .Select(number => Recipients.Find(row => row.Username == user && row.Message.Number == number)).ToList();
        if (rows.Contains(null))
        {
            return null;
        }
        var unread = rows.Where(row => row!.ReadAt is null).ToList();
        Tick(unread.Count > 0, now);
        unread.ForEach(row => row!.ReadAt = LastDate);
        return unread.Count > 0;
    }

    public IEnumerable<NaiveRecipient> Inbox(string user, bool? isRead) => Recipients
        .Where(row => row.Username == user && (isRead is null || row.ReadAt is not null == isRead))
        .OrderBy(row => row.Message.Number);

    public IEnumerable<NaiveRecipient> RecipientsOf(long number, bool? isRead) => Recipients
        .Where(row => row.Message.Number == number && (isRead is null || row.ReadAt is not null == isRead))
        .OrderBy(row => row.Username, StringComparer.Ordinal);

    public IEnumerable<NaiveMessage> Filter(string? content, string? sender, DateTimeOffset? from, DateTimeOffset? to) =>
        Messages.Where(message =>
            (content is null || CaseFolding.Fold(message.Content).Contains(CaseFolding.Fold(content), StringComparison.Ordinal))
            && (sender is null || message.Sender == sender)
            && (from is null || message.CreatedAt >= from) && (to is null || message.CreatedAt <= to));

    /// <summary>The rule on dates: a clock that steps back by up to 2 s is held at the last date of the space.</summary>
    private void Tick(bool changed, DateTimeOffset now)
    {
        if (changed)
        {
            LastDate = now < LastDate && (LastDate - now).TotalMilliseconds <= 2000 ? LastDate : now;
        }
    }
}

internal sealed record NaiveMessage(long Number, string Sender, string Content, DateTimeOffset CreatedAt);

internal sealed class NaiveRecipient(NaiveMessage message, string username)
{
    public NaiveMessage Message => message;

    public string Username => username;

    public DateTimeOffset? ReadAt { get; set; }
}
