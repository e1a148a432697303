namespace Readback.Client;

/// <summary>Who a client is: a person with a password, or the bearer of a token.</summary>
/// <remarks>
/// It is kept in memory alone, and <see cref="ToString"/> shows no secret. Take secrets from a file or the environment; an
/// argument of a command line is for all to see in the list of processes.
/// </remarks>
public abstract record ReadbackCredential
{
    private protected ReadbackCredential() { }

    /// <summary>
    /// A user's name and password. The client logs in with its first call, renews its token before that runs out, and logs in
    /// anew where the session has ended.
    /// </summary>
    /// <param name="username">The user's name; case is ignored.</param>
    /// <param name="password">The password.</param>
    /// <exception cref="ArgumentException">One of them is empty.</exception>
    public static ReadbackCredential Password(string username, string password)
    {
        ArgumentException.ThrowIfNullOrEmpty(username);
        ArgumentException.ThrowIfNullOrEmpty(password);
        return new PasswordCredential(username, password);
    }

    /// <summary>A token that is sent as it is and never renewed: a machine's (<c>rb_…</c>), which names its space itself.</summary>
    /// <param name="token">The token, without <c>Bearer</c> before it.</param>
    /// <exception cref="ArgumentException">It is empty, or holds what no header may hold.</exception>
    public static ReadbackCredential Token(string token)
    {
        ArgumentException.ThrowIfNullOrEmpty(token);
        if (token.Any(letter => letter is <= ' ' or > '~'))
        {
            throw new ArgumentException("A token holds visible ASCII characters alone: no blank, no line break.", nameof(token));
        }
        return new TokenCredential(token);
    }

    /// <summary>Says what kind it is, without its secret.</summary>
    public sealed override string ToString() => this switch
    {
        PasswordCredential user => $"the user {user.Username}",
        _ => "a token",
    };
}

internal sealed record PasswordCredential(string Username, string Secret) : ReadbackCredential;

internal sealed record TokenCredential(string Secret) : ReadbackCredential;
