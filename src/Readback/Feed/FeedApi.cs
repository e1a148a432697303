using Readback.Directory;
using Readback.Http;
using Readback.Http.OpenApi;
using Readback.Storage;

namespace Readback.Feed;

/// <summary>The live feed's one route (contract, section 4).</summary>
internal static class FeedApi
{
    private const int MaxSpaceLength = 100;

    public static IServiceCollection AddFeed(this IServiceCollection services) => services
        .AddSingleton<FeedMetrics>()
        .AddSingleton<FeedHub>()
        .AddHostedService(provider => provider.GetRequiredService<FeedHub>());

    public static void MapFeed(this IEndpointRouteBuilder app) => app.MapGet("/api/chat/stream", Open)
        .WithTags("Feed")
        .RequireMember(orInQuery: true)
        .AllowMachines(MachineScope.Read)
        .DisableRequestTimeout()
        .WithQuery("space", "Stands for X-Space, which EventSource can't send.", ValueRule.UpTo(MaxSpaceLength, 1))
        .WithRequestHeader("Last-Event-ID", "Go on right after this position.", ValueRule.Number(0, long.MaxValue))
        .WithQuery("lastEventId", "Stands for Last-Event-ID, for a first connection.", ValueRule.Number(0, long.MaxValue))
        .WithQuery("log", "The life of the log that the position is of, from hello.")
        .WithAnswerBody("text/event-stream", "Events, for as long as the session lasts.")
        .WithProblems(429, 503);

    /// <summary>
    /// Everything that happens in the space, as it happens (<c>text/event-stream</c>): <c>hello</c>, <c>message</c>,
    /// <c>read</c>, <c>member</c>, <c>presence</c>, <c>receipts</c>, <c>reset</c>. An event's id is a position of the log.
    /// </summary>
    /// <param name="member">The caller in its space.</param>
    /// <param name="hub">Where streams are fed.</param>
    /// <param name="store">Where the log is.</param>
    /// <param name="clock">What time it is.</param>
    /// <param name="context">The request, with the resume point in <c>Last-Event-ID</c> or <c>lastEventId</c>.</param>
    public static async Task Open(Member member, FeedHub hub, IStore store, TimeProvider clock, HttpContext context)
    {
        if (hub.Stopping.IsCancellationRequested)
        {
            await ProblemResult.Unavailable("The server is about to stop: come again.").ExecuteAsync(context);
            return;
        }
        if (!hub.TryEnter(member.UserId))
        {
            await new ProblemResult(
                StatusCodes.Status429TooManyRequests,
                $"You have {FeedHub.MaxStreamsPerUser} streams open, which is the most there can be.").ExecuteAsync(context);
            return;
        }
        using var subscriber = new Subscriber(member, clock, () => hub.CutOff(context));
        var feed = hub.FeedOf(member.SpaceId);
        try
        {
            await Run(subscriber, feed, hub, store, clock, context);
        }
        finally
        {
            await feed.Detach(subscriber);
            hub.Leave(member.UserId);
        }
    }

    private static async Task Run(
        Subscriber subscriber, SpaceFeed feed, FeedHub hub, IStore store, TimeProvider clock, HttpContext context)
    {
        using var gone = context.RequestAborted.UnsafeRegister(static state => ((Subscriber)state!).Leave(), subscriber);
        using var stopping = hub.Stopping.UnsafeRegister(static state => ((Subscriber)state!).End(), subscriber);
        if (await Begin(subscriber, feed, hub, store, clock, context) is (var start, var told))
        {
            await OpenedRequest.LetGo(context);
            await subscriber.Follow(context.Response.BodyWriter, start, told);
        }
        if (context.Response.HasStarted && hub.Stopping.IsCancellationRequested)
        {
            await context.Response.BodyWriter.WriteAsync(EventBytes.ComeAgain(), context.RequestAborted);
        }
    }

    /// <summary>
    /// Returns the log's end and the position up to which all is told; nothing where the stream is over. What it took to
    /// get there is kept by nobody.
    /// </summary>
    private static async Task<(long Start, long Told)?> Begin(
        Subscriber subscriber, SpaceFeed feed, FeedHub hub, IStore store, TimeProvider clock, HttpContext context)
    {
        var online = await feed.Attach(subscriber, context.RequestAborted);
        var start = await StreamStart.Look(store, subscriber.Member, context.RequestAborted);
        if ((hub.Refuse(subscriber.Member) ?? (start.IsMember ? null : Refusals.NotAMember)) is { } refusal)
        {
            await refusal.ExecuteAsync(context);
            return null;
        }
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        var opening = new StreamOpening(subscriber, start, store, clock, context.Response.BodyWriter);
        return await opening.Tell(ResumePoint.Of(context.Request), online, context.RequestAborted) is { } told
            ? (start.Position, told)
            : null;
    }
}
