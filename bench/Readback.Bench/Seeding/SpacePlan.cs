namespace Readback.Bench.Seeding;

/// <summary>A space to have before measuring begins.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Members">How many are its members, the same first ones in every space.</param>
/// <param name="Messages">How many messages were sent in it.</param>
/// <param name="LoggedIn">How many of its members are logged in when measuring begins.</param>
/// <param name="IsReadByAThird">Whether every third member read it at the end, all but the last message.</param>
internal sealed record SpacePlan(string Name, int Members, int Messages, int LoggedIn, bool IsReadByAThird = false);
