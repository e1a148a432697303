using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.IdentityModel.JsonWebTokens;

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
    private readonly ConcurrentDictionary<string, KnownToken> _tokens = new(StringComparer.Ordinal);

    public int Count => _tokens.Count;

    /// <summary>What a token says that was checked before, with the key that counts now, and whose time is not up.</summary>
    public bool TryGet(ReadOnlySpan<char> text, [NotNullWhen(true)] out KnownToken? token) =>
        _tokens.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out token)
        && ReferenceEquals(token.Key, keys.AccessToken) && tokens.IsInTime(token.Expires);

    /// <summary>Remembers a token whose signature was found good a moment ago.</summary>
    public void Remember(JsonWebToken token, string session, long user)
    {
        lock (_lock)
        {
            if (!_tokens.TryAdd(token.EncodedToken, new KnownToken(session, user, token.ValidTo, keys.AccessToken)))
            {
                return;
            }
            _inOrder.Enqueue(token.EncodedToken);
            if (_inOrder.Count > MaxTokens)
            {
                _tokens.TryRemove(_inOrder.Dequeue(), out _);
            }
        }
    }
}

/// <summary>What a token says.</summary>
/// <param name="Session">The session.</param>
/// <param name="User">Its user.</param>
/// <param name="Expires">From when on it is worth nothing.</param>
/// <param name="Key">The key that it was checked with: another key's tokens are not ours any more.</param>
internal sealed record KnownToken(string Session, long User, DateTimeOffset Expires, byte[] Key);
