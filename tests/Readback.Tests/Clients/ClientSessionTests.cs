using System.Net;
using Readback.Client;
using Readback.Tests.Hosting;

namespace Readback.Tests.Clients;

/// <summary>Who a client is: log-in, renewal before and after a token's end, refusals.</summary>
[Trait("Engine", "Sqlite")]
public sealed class ClientSessionTests(ReadbackServer server) : IClassFixture<ReadbackServer>
{
    private const string LogIn = "POST /login";
    private const string Refresh = "POST /refresh";

    [Fact]
    public async Task It_logs_in_with_the_first_call_and_knows_who_it_is()
    {
        using var way = new Mishaps();
        using var client = server.ClientOf("AYSE", ClientHouse.Brisk with { Handler = way });
        Assert.Empty(way.Asked);

        var user = await client.CurrentUserAsync();

        Assert.Equal("ayse", user.Name);
        Assert.Equal([ReadbackServer.Boiler], user.Spaces);
        Assert.Equal([LogIn, "GET /api/auth/current-user"], way.Asked);
    }

    [Fact]
    public async Task The_users_first_space_goes_without_saying()
    {
        using var client = server.ClientOf("ayse");
        var sent = await client.Space().SendAsync("Where am I?");
        Assert.Equal("Where am I?", (await client.Space(ReadbackServer.Boiler).MessageAsync(sent.Id))!.Content);
    }

    [Fact]
    public async Task A_token_is_renewed_before_it_ends_and_once_for_all_who_wait()
    {
        using var way = new Mishaps();
        var clock = new ClientClock();
        using var client = server.ClientOf("ayse", ClientHouse.Brisk with { Handler = way, Clock = clock });
        await client.Space().UnreadAsync();

        clock.Advance(TimeSpan.FromSeconds(209));
        await client.Space().UnreadAsync();
        Assert.Equal(0, way.Count(Refresh));

        for (var round = 1; round <= 3; round++)
        {
            clock.Advance(TimeSpan.FromSeconds(211));
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.Space().UnreadAsync()));
            Assert.Equal(round, way.Count(Refresh));
        }
        Assert.Equal(1, way.Count(LogIn));
    }

    [Fact]
    public async Task A_token_that_ended_unnoticed_is_renewed_and_the_call_made_again()
    {
        using var way = new Mishaps();
        using var client = server.ClientOf("ayse", ClientHouse.Brisk with { Handler = way });
        await client.Space().UnreadAsync();
        // Only the server's clock goes on: as for a computer that slept.
        server.Clock.Advance(TimeSpan.FromMinutes(10));

        await Task.WhenAll(Enumerable.Range(0, 10).Select(n => client.Space().SendAsync($"After the sleep {n}")));

        Assert.Equal(1, way.Count(Refresh));
        Assert.Equal(1, way.Count(LogIn));
        Assert.Equal(10, (await client.Space().FilterAsync(new MessageFilter { Content = "After the sleep" })).TotalElements);
    }

    [Fact]
    public async Task A_renewal_whose_answer_is_lost_is_made_again_and_the_session_lives()
    {
        using var way = new Mishaps();
        var clock = new ClientClock();
        using var client = server.ClientOf("ayse", ClientHouse.Brisk with { Handler = way, Clock = clock });
        await client.Space().UnreadAsync();
        clock.Advance(TimeSpan.FromSeconds(211));
        way.LoseAnswer();

        await client.Space().UnreadAsync();

        Assert.Equal(2, way.Count(Refresh));
        Assert.Equal(1, way.Count(LogIn));
    }

    [Fact]
    public async Task A_session_that_was_ended_elsewhere_is_followed_by_another()
    {
        using var way = new Mishaps();
        using var client = server.ClientOf("bora", ClientHouse.Brisk with { Handler = way });
        await client.Space().UnreadAsync();
        var admin = await server.LogIn("admin");
        await admin.PostJson(
            "/api/users/bora/reset-password",
            $$"""{"newPassword":"{{ReadbackServer.Password}}","newPasswordAgain":"{{ReadbackServer.Password}}","requirePasswordReset":false}""").Nothing();

        await client.Space().UnreadAsync();

        Assert.Equal(1, way.Count(Refresh));
        Assert.Equal(2, way.Count(LogIn));
    }

    [Fact]
    public async Task A_password_that_was_refused_is_never_tried_again()
    {
        using var way = new Mishaps();
        using var client = new ReadbackClient(
            server.Address, ReadbackCredential.Password("chen", "not the password"), ClientHouse.Brisk with { Handler = way });

        for (var n = 0; n < 10; n++)
        {
            var refused = await Assert.ThrowsAsync<ReadbackException>(() => client.Space().UnreadAsync());
            Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
            Assert.False(refused.IsTransient);
        }

        Assert.Equal([LogIn], way.Asked);
        // The account is not locked for others who come from here.
        using var other = server.ClientOf("chen");
        await other.Space().UnreadAsync();
    }

    [Fact]
    public async Task A_fixed_token_is_sent_as_it_is()
    {
        var ayse = await server.LogIn("ayse");
        using var client = new ReadbackClient(server.Address, ReadbackCredential.Token(ayse.AccessToken), ClientHouse.Brisk);
        Assert.Equal("ayse", (await client.CurrentUserAsync()).Name);

        using var way = new Mishaps();
        using var stranger = new ReadbackClient(
            server.Address, ReadbackCredential.Token("rb_nobody"), ClientHouse.Brisk with { Handler = way });
        var refused = await Assert.ThrowsAsync<ReadbackException>(() => stranger.CurrentUserAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
        Assert.Single(way.Asked);
    }

    [Fact]
    public async Task Logging_out_ends_the_session_at_the_server()
    {
        using var way = new Mishaps();
        using var client = server.ClientOf("ayse", ClientHouse.Brisk with { Handler = way });
        await client.LogOutAsync();
        Assert.Empty(way.Asked);

        await client.Space().UnreadAsync();
        await client.LogOutAsync();
        await client.Space().UnreadAsync();

        Assert.Equal(2, way.Count(LogIn));
        Assert.Equal(0, way.Count(Refresh));
    }

    [Theory]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("http://ayse:secret@127.0.0.1")]
    [InlineData("http://127.0.0.1/?space=1")]
    [InlineData("/relative")]
    public void What_is_no_address_is_refused(string address) => Assert.Throws<ArgumentException>(
        () => new ReadbackClient(new Uri(address, UriKind.RelativeOrAbsolute), ReadbackCredential.Token("rb_x")));

    [Fact]
    public void No_credential_shows_its_secret()
    {
        Assert.DoesNotContain("staple", ReadbackCredential.Password("ayse", ReadbackServer.Password).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("rb_", ReadbackCredential.Token("rb_secret").ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ReadbackCredential.Token("rb_secret\n"));
    }
}
