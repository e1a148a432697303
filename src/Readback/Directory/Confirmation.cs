using Microsoft.AspNetCore.Authorization;
using Readback.Http;
using Readback.Storage;

namespace Readback.Directory;

/// <summary>
/// Where several servers share a database, one of them may have lost sight of it. It must not go on letting people in whom
/// the others have shut out: a memory that could not be confirmed for 2 s answers nobody.
/// </summary>
internal sealed class Confirmation(DirectoryCache directory, IStore store, TimeProvider clock)
{
    /// <summary>How old a memory may be, in seconds.</summary>
    public const int MaxSeconds = 2;

    private readonly Lock _lock = new();
    private Task<bool> _trying = Task.FromResult(false);

    /// <summary>
    /// Whether memory is current. One that is too old is confirmed here and now if that can be done (a machine that was
    /// suspended need not turn anybody away), once for all who wait for it.
    /// </summary>
    public ValueTask<bool> IsCurrent()
    {
        if (!store.IsShared || IsYoung)
        {
            return ValueTask.FromResult(true);
        }
        lock (_lock)
        {
            if (_trying.IsCompleted)
            {
                _trying = Try();
            }
            return new ValueTask<bool>(_trying);
        }
    }

    /// <summary>
    /// Whether memory is as of now. Who administers may do so at one node after another, call by call, and works with what
    /// the call before made.
    /// </summary>
    public ValueTask<bool> BringUpToDate() => store.IsShared ? new ValueTask<bool>(Try()) : ValueTask.FromResult(true);

    private bool IsYoung => directory.Age < TimeSpan.FromSeconds(MaxSeconds);

    private async Task<bool> Try()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(MaxSeconds), clock);
        try
        {
            await directory.CatchUp(patience.Token);
            return true;
        }
        catch (Exception e) when (e is StoreUnavailableException || patience.IsCancellationRequested)
        {
            return false;
        }
    }
}

internal static class ConfirmationSetup
{
    private static readonly ProblemResult Unconfirmed =
        ProblemResult.Unavailable("This server can't tell just now who may do what: the database does not answer. Try again.");

    /// <summary>Runs before anybody is recognised. What is open to anybody asks the database itself, or nothing.</summary>
    public static IApplicationBuilder UseConfirmedDirectory(this IApplicationBuilder app)
    {
        var confirmation = app.ApplicationServices.GetRequiredService<Confirmation>();
        return app.Use((http, next) =>
        {
            if (http.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            {
                return next(http);
            }
            var confirming = Confirm(endpoint, confirmation);
            return confirming is { IsCompletedSuccessfully: true, Result: true } ? next(http) : Await(confirming, http, next);
        });
    }

    private static async Task Await(ValueTask<bool> confirming, HttpContext http, RequestDelegate next) =>
        await (await confirming ? next(http) : Unconfirmed.ExecuteAsync(http));

    private static ValueTask<bool> Confirm(Endpoint endpoint, Confirmation confirmation) =>
        Access.IsAdministration(endpoint) ? confirmation.BringUpToDate() : confirmation.IsCurrent();
}
