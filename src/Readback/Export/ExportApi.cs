using System.Globalization;
using Microsoft.Net.Http.Headers;
using Readback.Chat;
using Readback.Directory;
using Readback.Http;
using Readback.Http.OpenApi;
using Readback.Storage;

namespace Readback.Export;

/// <summary>
/// The record of a space for auditors and administrators, to take away. Who reads a space is a member of it: an administrator
/// who is none joins first, which is on record.
/// </summary>
internal static class ExportApi
{
    public static IServiceCollection AddExport(this IServiceCollection services) => services.AddSingleton<ExportGate>();

    public static void MapExport(this IEndpointRouteBuilder app) => app.MapGet("/api/export", Handle).WithTags("Export")
        .RequireAdminOrAuditor()
        .RequireMember()
        .DisableRequestTimeout()
        .WithQuery("from", "The earliest date, included: ISO 8601; without a zone that of the export is meant; a bare date means from its start.", ADate)
        .WithQuery("to", "The latest date, included; a bare date means to its end.", ADate)
        .WithQuery("zone", "The time zone of its dates, by its IANA name; UTC where none is given.", new ValueRule { MaxLength = ExportZone.MaxNameLength, Example = "Europe/Istanbul" })
        .WithQuery("position", "The position of the log that it shows; the log's end where none is given.", ValueRule.Number(0, long.MaxValue))
        .WithQuery("format", "JSON Lines where nothing is said; CSV of messages, or of their receipts; or a form to print.", new ValueRule { OneOf = ExportFormats.Names })
        .WithQuery("language", "Of the form.", new ValueRule { OneOf = FormTexts.Languages })
        .WithAnswerBody("application/jsonl", "The export, as a file. One that breaks off lacks its end.")
        .WithAnswerHeader(LogPosition.HeaderName, "What position of the space's log the answer shows.")
        .WithAnswerHeader("Content-Disposition", "A name for the file.")
        .WithProblems(400, 429, 503);

    private static readonly ValueRule ADate = new() { Example = "2026-11-23" };

    /// <summary>
    /// The messages of a space with who has read them and when, and who has not: all up to one position of its log. One export
    /// at a time for a user.
    /// </summary>
    /// <param name="order">What to export, and how.</param>
    /// <param name="member">The caller in its space.</param>
    /// <param name="gate">Holds exports apart.</param>
    /// <param name="store">Where the log is.</param>
    /// <param name="writer">Puts it on record.</param>
    /// <param name="directory">Whether the caller still may.</param>
    /// <param name="clock">What time it is.</param>
    /// <param name="context">The request.</param>
    public static async Task Handle(
        [AsParameters] ExportQuery order, Member member, ExportGate gate, IStore store, DirectoryWriter writer, DirectoryCache directory,
        TimeProvider clock, HttpContext context)
    {
        if (!ExportOrder.Read(order.Parameters).TryGet(out var wanted, out var problem) || (problem = gate.Enter(member.UserId)) is not null)
        {
            await problem.ExecuteAsync(context);
            return;
        }
        try
        {
            var plan = await store.Read(db => ExportPlan.Make(db, member.SpaceId, wanted.Dates, wanted.Position), context.RequestAborted);
            problem = plan is null ? ExportOrder.NoSuchPosition : await Record(writer, member, wanted, plan.Position);
            await (problem?.ExecuteAsync(context) ?? Send(wanted, plan!, member, store, directory, clock, context));
        }
        finally
        {
            gate.Leave(member.UserId);
        }
    }

    /// <summary>Puts the act on record, if the caller may do it now that nothing can change any more.</summary>
    private static Task<ProblemResult?> Record(DirectoryWriter writer, Member member, ExportOrder order, long position) =>
        writer.Change<ProblemResult?>(async change =>
        {
            if (await Callers.Find(change.Db, [(member.Caller.Session.Id, member.SpaceId)], change.Now).First() is not { SessionIsGood: true, MayLogIn: true } caller)
            {
                return Refusals.NotLoggedIn;
            }
            if (caller.MustResetPassword)
            {
                return Refusals.PasswordResetRequired;
            }
            if (!caller.IsMember || !(caller.IsAdmin || caller.IsAuditor))
            {
                return caller.IsMember ? Refusals.RoleMissing : Refusals.NotAMember;
            }
            await change.Record(
                Actor.Of(member.Caller), AuditAction.SpaceExported, order.Describe(member.Space.Name, position), member.SpaceId);
            return null;
        });

    private static async Task Send(
        ExportOrder order, ExportPlan plan, Member member, IStore store, DirectoryCache directory, TimeProvider clock, HttpContext context)
    {
        var head = ExportHead.Of(member.Space.Name, order, plan, member.Caller.User.Username, clock.GetUtcNow());
        var file = new ContentDispositionHeaderValue("attachment");
        file.SetHttpFileName(FileName(head, order.Format));
        context.Response.ContentType = order.Format.MediaType;
        context.Response.Headers.ContentDisposition = file.ToString();
        context.Response.Headers.ContentSecurityPolicy = $"{HtmlForm.Policy}; frame-ancestors 'none'";
        LogPosition.Show(context, plan.Position);
        var run = new ExportRun(new ExportReader(store, plan), head, order.Format.Begin(order));
        var isWhole = false;
        try
        {
            isWhole = await run.Write(context.Response.BodyWriter, _ => MayGoOn(member, directory), context.RequestAborted) is not null;
        }
        catch (StoreUnavailableException) when (context.Response.HasStarted)
        {
            // Said below, in the one way that is left.
        }
        catch (StoreUnavailableException)
        {
            context.Response.Clear();
            throw;
        }
        if (!isWhole)
        {
            // Whoever takes it must not take it for whole.
            context.Abort();
        }
    }

    /// <summary>Whoever is logged out or loses the space or the role gets no further page.</summary>
    private static bool MayGoOn(Member member, DirectoryCache directory) =>
        directory.TryGetSession(member.Caller.Session.Id, out _, out var user)
        && directory.IsMember(user, member.SpaceId) && (user.IsAdmin || user.IsAuditor);

    private static string FileName(ExportHead head, ExportFormat format) => string.Create(
        CultureInfo.InvariantCulture,
        $"readback-{string.Concat(head.Space.Select(letter => char.IsLetterOrDigit(letter) ? letter : '-'))}-at-{head.Position}{format.Ending}");
}
