using System.Buffers.Text;
using System.Security.Cryptography;
using Readback.Storage;

namespace Readback.Webhooks;

/// <summary>
/// Of several servers on one database one delivers. It says every few seconds that it lives; when it has been silent for
/// long enough, by the clock of whoever listens, another takes its place. No two clocks are compared.
/// </summary>
internal sealed class WebhookLease(IStore store, TimeProvider clock)
{
    /// <summary>How often the holder says that it lives, in seconds.</summary>
    public const int BeatSeconds = 5;

    /// <summary>How old the holder's last beat may be when it begins a delivery, in seconds.</summary>
    private const int GoodSeconds = 10;

    /// <summary>How long the holder may be silent, in seconds: longer than it can still be delivering.</summary>
    public const int SilentSeconds = 30;

    private const int Bytes = 9;

    private readonly string _me = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
    private bool _isMine;
    private long _beatAt;
    private long _seenBeat = -1;
    private long _seenAt;

    /// <summary>Whether a delivery may begin.</summary>
    public bool IsHeld => !store.IsShared || (Volatile.Read(ref _isMine) && clock.GetElapsedTime(Volatile.Read(ref _beatAt)) < TimeSpan.FromSeconds(GoodSeconds));

    /// <summary>Takes the lease, keeps it, or finds that another has it.</summary>
    public async Task<bool> Hold()
    {
        if (!store.IsShared || (IsHeld && clock.GetElapsedTime(_beatAt) < TimeSpan.FromSeconds(BeatSeconds)))
        {
            return true;
        }
        var asked = clock.GetTimestamp();
        var (holder, beat) = await store.Read(WebhookLeases.Find);
        if (beat != _seenBeat)
        {
            (_seenBeat, _seenAt) = (beat, asked);
        }
        var isFree = holder == _me || holder.Length == 0 || clock.GetElapsedTime(_seenAt) >= TimeSpan.FromSeconds(SilentSeconds);
        var isMine = isFree && await store.Write(db => WebhookLeases.Take(db, _me, beat));
        Volatile.Write(ref _beatAt, asked);
        Volatile.Write(ref _isMine, isMine);
        return isMine;
    }

    /// <summary>Lets another take it at once.</summary>
    public async Task GiveUp()
    {
        if (store.IsShared && _isMine)
        {
            Volatile.Write(ref _isMine, false);
            var (holder, beat) = await store.Read(WebhookLeases.Find);
            _ = holder == _me && await store.Write(db => WebhookLeases.Take(db, "", beat));
        }
    }
}
