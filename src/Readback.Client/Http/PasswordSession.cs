using System.Net;

namespace Readback.Client.Http;

/// <summary>
/// A session by name and password. However many calls need a token at once, one of them gets it and the others wait:
/// refresh tokens are used one after the other.
/// </summary>
internal sealed class PasswordSession(Wire wire, PasswordCredential user, TimeProvider clock) : TokenSource
{
    /// <summary>A token is renewed when so much of its life is over.</summary>
    private const double RenewAt = 0.7;

    private readonly SemaphoreSlim _turn = new(1);
    private Held? _held;
    private ReadbackException? _refusal;

    public override bool CanRenew => true;

    public override string? FirstSpace => Volatile.Read(ref _held)?.FirstSpace;

    public override async ValueTask<Grant> Get(CancellationToken cancellation)
    {
        var held = Volatile.Read(ref _held);
        return held is not null && clock.GetElapsedTime(held.Since) < held.GoodFor
            ? held
            : await Replace(held, cancellation).ConfigureAwait(false);
    }

    public override Task<Grant> Renew(Grant refused, CancellationToken cancellation) => Replace(refused, cancellation);

    private Task<Grant> Replace(Grant? old, CancellationToken cancellation) => InTurn<Grant>(
        async () =>
        {
            if (_held is { } held && !ReferenceEquals(held, old))
            {
                return held; // Somebody else has done it meanwhile.
            }
            var fresh = (_held is null ? null : await Refresh(_held, cancellation).ConfigureAwait(false))
                ?? await LogIn(cancellation).ConfigureAwait(false);
            Volatile.Write(ref _held, fresh);
            return fresh;
        },
        cancellation);

    public override Task LogOut(CancellationToken cancellation) => InTurn(
        async () =>
        {
            if (_held is { } held)
            {
                Volatile.Write(ref _held, null);
                await wire.Try(
                    new WireRequest(HttpMethod.Post, "logout"), held.Token, (_, _) => Task.FromResult(true), cancellation).ConfigureAwait(false);
            }
            return true;
        },
        cancellation);

    public override void Dispose() => _turn.Dispose();

    private async Task<T> InTurn<T>(Func<Task<T>> act, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await act().ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Nothing where the session has ended. A refresh whose answer is lost may be repeated with the same token.</summary>
    private async Task<Held?> Refresh(Held held, CancellationToken cancellation)
    {
        var request = new WireRequest(HttpMethod.Post, "refresh")
        {
            Content = () => WireContent.Json(new RefreshRequest(held.Refresh), WireJson.Default.RefreshRequest),
        };
        try
        {
            return await Ask(request, cancellation).ConfigureAwait(false);
        }
        catch (ReadbackException e) when (e.Status == HttpStatusCode.Unauthorized)
        {
            return null;
        }
    }

    /// <summary>
    /// A password that was refused is not tried again, by any call: the server locks an account after five wrong ones, and
    /// whoever retries would lock out the people who come from the same address.
    /// </summary>
    private async Task<Held> LogIn(CancellationToken cancellation)
    {
        if (_refusal is { } before)
        {
            throw new ReadbackException(before.Status, before.Detail, cause: before);
        }
        var request = new WireRequest(HttpMethod.Post, "login")
        {
            Content = () => new FormUrlEncodedContent([new("username", user.Username), new("password", user.Secret)]),
        };
        try
        {
            return await Ask(request, cancellation).ConfigureAwait(false);
        }
        catch (ReadbackException e) when (e.Status == HttpStatusCode.Unauthorized)
        {
            _refusal = e;
            throw;
        }
    }

    private async Task<Held> Ask(WireRequest request, CancellationToken cancellation)
    {
        var asked = clock.GetTimestamp();
        var answer = await wire.Try(
            request, token: null, (message, stop) => WireContent.Read(message, WireJson.Default.SessionAnswer, stop), cancellation).ConfigureAwait(false);
        return answer is { AccessToken: { } access, RefreshToken: { } refresh }
            ? new Held(access, refresh, answer.ActiveSpace, asked, TimeSpan.FromSeconds(answer.ExpireSeconds) * RenewAt)
            : throw new ReadbackException(null, "The server gave no tokens: is it a Readback server?");
    }

    /// <param name="access">The access token.</param>
    /// <param name="refresh">The newest refresh token.</param>
    /// <param name="firstSpace">The first of the user's spaces.</param>
    /// <param name="since">When they were asked for, as a timestamp: no clock that is set moves it.</param>
    /// <param name="goodFor">How long the access token is used.</param>
    private sealed class Held(string access, string refresh, string? firstSpace, long since, TimeSpan goodFor) : Grant(access)
    {
        public string Refresh => refresh;

        public string? FirstSpace => firstSpace;

        public long Since => since;

        public TimeSpan GoodFor => goodFor;
    }
}
