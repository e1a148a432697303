using Readback.Directory;
using Readback.Http;

namespace Readback.Machines;

/// <summary>
/// Recognises machines, and holds each to its rate. All of it is asked of memory: a request of a machine costs the database
/// nothing but what it asks for.
/// </summary>
internal static class MachineCallers
{
    /// <summary>
    /// Runs before people are recognised. A token that is unknown, revoked or at its end is nobody's; one that was made at
    /// another node is known here within a second.
    /// </summary>
    public static IApplicationBuilder UseMachines(this IApplicationBuilder app)
    {
        var directory = app.ApplicationServices.GetRequiredService<DirectoryCache>();
        var use = app.ApplicationServices.GetRequiredService<MachineUse>();
        return app.Use((http, next) =>
        {
            if (CrossSite.TryGetBearer(http.Request, out var token) && MachineToken.IsOne(token)
                && directory.TryGetMachine(MachineToken.Hash(token), out var machine))
            {
                http.Features.Set(new Caller(machine, machine.Machine!.AsSession, ClientAddress.Of(http)));
                use.Note(machine.Id);
            }
            return next(http);
        });
    }

    /// <summary>Runs when it is certain that the machine may send, and before its body is read.</summary>
    public static IApplicationBuilder UseMachineRate(this IApplicationBuilder app)
    {
        var rate = app.ApplicationServices.GetRequiredService<MachineRate>();
        return app.Use((http, next) =>
            Access.ScopeFor(http.GetEndpoint()) == MachineScope.Send && Caller.Find(http) is { User.Machine: { } machine }
            && rate.Refuse(machine.UserId) is { } tooMany
                ? tooMany.ExecuteAsync(http)
                : next(http));
    }
}
