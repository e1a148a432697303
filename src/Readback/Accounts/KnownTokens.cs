using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Readback.Accounts;

/// <summary>
/// Tokens that were found genuine, so that a signature is checked once a token and not once a request. What is kept is
/// what the token says, not that it may: whether its session and its user still are good is asked at every request.
/// </summary>
/// <remarks>
/// A token is looked up by the whole of its text, so that one that differs in a single character is not known. (The time a
/// look-up takes tells nothing of the texts that are held: it goes by a hash that is seeded at random in each process.)
/// </remarks>
internal sealed class KnownTokens(SigningKeys keys, AccessTokens tokens)
{
    /// <summary>Tokens that are remembered, about 1 KiB each; past that the one that came first is forgotten.</summary>
    public const int MaxTokens = 16 * 1024;

    private readonly Lock _lock = new();
    private readonly Queue<string> _inOrder = [];
    private readonly ConcurrentDictionary<string, CheckedToken> _tokens = new(StringComparer.Ordinal);

    public int Count => _tokens.Count;

    /// <summary>What a token says that was checked before, with the key that counts now, and whose time is not up.</summary>
    public bool TryGet(ReadOnlySpan<char> text, [NotNullWhen(true)] out CheckedToken? token) =>
        _tokens.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out token)
        && ReferenceEquals(token.Key, keys.AccessToken) && tokens.IsInTime(token.Expires);

    /// <summary>What a token says, if it is good: its signature is checked now, and not again.</summary>
    public async ValueTask<CheckedToken?> Check(string text)
    {
        var token = await tokens.Check(text);
        if (token is not null)
        {
            Remember(text, token);
        }
        return token;
    }

    private void Remember(string text, CheckedToken token)
    {
        lock (_lock)
        {
            if (!_tokens.TryAdd(text, token))
            {
                return;
            }
            _inOrder.Enqueue(text);
            if (_inOrder.Count > MaxTokens)
            {
                _tokens.TryRemove(_inOrder.Dequeue(), out _);
            }
        }
    }
}
