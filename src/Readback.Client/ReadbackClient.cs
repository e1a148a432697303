using Readback.Client.Http;

namespace Readback.Client;

/// <summary>
/// A connection to one Readback server as one user or machine. It is made once, kept for as long as the program runs, and
/// used from as many threads as one likes.
/// </summary>
/// <remarks>
/// Nothing goes over the wire before the first call. Calls that meet a server which restarts, is busy or can't be reached are
/// tried again (<see cref="ReadbackClientOptions.RetryFor"/>); what is refused throws <see cref="ReadbackException"/>.
/// </remarks>
public sealed class ReadbackClient : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>So that a server which moved is found again by its name.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http;
    private readonly TokenSource _tokens;
    private readonly Caller _caller;

    /// <summary>A client of the server at an address.</summary>
    /// <param name="server">Where Readback is: <c>http://</c> or <c>https://</c>, without a query and without a name or password in it.</param>
    /// <param name="credential">Who the client is.</param>
    /// <param name="options">How it waits and tries again.</param>
    /// <exception cref="ArgumentException">The address is none.</exception>
    public ReadbackClient(Uri server, ReadbackCredential credential, ReadbackClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(credential);
        Server = AddressOf(server);
        options ??= new ReadbackClientOptions();
        _http = new HttpClient(options.Handler ?? OwnHandler(), disposeHandler: options.Handler is null)
        {
            BaseAddress = Server,
            // Each try has a limit of its own, and a stream has none.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var wire = new Wire(_http, options);
        _tokens = credential switch
        {
            PasswordCredential password => new PasswordSession(wire, password, options.Clock),
            TokenCredential token => new FixedToken(token.Secret),
            _ => throw new ArgumentException("There is no such credential.", nameof(credential)),
        };
        _caller = new Caller(wire, _tokens, options);
    }

    /// <summary>The server's address.</summary>
    public Uri Server { get; }

    /// <summary>What can be done in one space. It costs nothing and need not be kept.</summary>
    /// <param name="name">
    /// The space's name, case ignored. Without one, the space that a machine's token names, or the user's first.
    /// </param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public ReadbackSpace Space(string? name = null)
    {
        if (name is not null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(name);
        }
        return new ReadbackSpace(_caller, name);
    }

    /// <summary>Who the server takes this client for, and which spaces it may enter.</summary>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="ReadbackException">Refused, or not reached in time.</exception>
    public Task<CurrentUser> CurrentUserAsync(CancellationToken cancellation = default) =>
        _caller.Get("api/auth/current-user", null, WireJson.Default.CurrentUser, cancellation);

    /// <summary>
    /// Ends the session at the server, at once; without one nothing happens, and a fixed token has none. A later call logs in anew.
    /// </summary>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="ReadbackException">The server can't be reached. The tokens are forgotten all the same.</exception>
    public Task LogOutAsync(CancellationToken cancellation = default) => _tokens.LogOut(cancellation);

    /// <summary>Closes all connections. The session goes on at the server until it ends there; see <see cref="LogOutAsync"/>.</summary>
    public void Dispose()
    {
        _http.Dispose();
        _tokens.Dispose();
    }

    private static Uri AddressOf(Uri server)
    {
        if (!server.IsAbsoluteUri || server.Scheme is not ("http" or "https") || server.UserInfo.Length > 0
            || server.Query.Length > 0 || server.Fragment.Length > 0)
        {
            throw new ArgumentException(
                "The server's address begins with http:// or https:// and holds no name, password, query or fragment.", nameof(server));
        }
        return server.AbsoluteUri.EndsWith('/') ? server : new Uri(server.AbsoluteUri + "/");
    }

    private static SocketsHttpHandler OwnHandler() => new()
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
    };
}
