using Readback.Configuration;
using Readback.Tests.Hosting;
using SameSiteMode = Microsoft.Net.Http.Headers.SameSiteMode;

namespace Readback.Tests.Accounts;

/// <summary>Contract, section 1: logging in.</summary>
public sealed class LoginTests(ReadbackServer server) : IClassFixture<ReadbackServer>
{
    private readonly HttpClient _client = server.Stranger();

    [Fact]
    public async Task A_log_in_answers_with_tokens_and_spaces()
    {
        var body = await _client.Login("ayse", ReadbackServer.Password).Json();
        Assert.Equal(
            $$"""{"access_token":"{{body.GetProperty("access_token")}}","refresh_token":"{{body.GetProperty("refresh_token")}}","expire-seconds":300,"activeSpace":"boiler-2","spaces":["boiler-2"]}""",
            body.GetRawText());
        Assert.Contains("\"name\":\"ayse\"", await _client.CurrentUser(bearer: body.GetProperty("access_token").GetString()).Text());
    }

    [Fact]
    public async Task A_multipart_form_will_do()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("bora"), "username" },
            { new StringContent(ReadbackServer.Password), "password" },
        };
        Assert.Equal(300, (await _client.Call(HttpMethod.Post, "/login", form).Json()).GetProperty("expire-seconds").GetInt32());
    }

    [Fact]
    public async Task Users_are_found_with_case_ignored()
    {
        var (access, _) = await _client.Login("AYSE", ReadbackServer.Password).Tokens();
        Assert.Contains("\"name\":\"ayse\"", await _client.CurrentUser(bearer: access).Text());
    }

    [Fact]
    public async Task A_user_without_a_space_has_no_active_one()
    {
        await server.AddUser("deniz");
        var body = await _client.Login("deniz", ReadbackServer.Password, "?cookiesOnly=true").Text();
        Assert.Equal("""{"expire-seconds":300,"activeSpace":null,"spaces":[]}""", body);
    }

    [Fact]
    public async Task Both_cookies_are_out_of_scripts_reach_and_as_long_as_their_tokens()
    {
        using var answer = await _client.Login("ayse", ReadbackServer.Password);
        var cookies = answer.Cookies();
        Assert.Equal(["ins_access_token", "ins_refresh_token"], cookies.Keys.Order());
        foreach (var (name, path, seconds) in new[] { ("ins_access_token", "/", 300), ("ins_refresh_token", "/refresh", 86400) })
        {
            var cookie = cookies[name];
            Assert.Equal(path, cookie.Path.ToString());
            Assert.Equal(TimeSpan.FromSeconds(seconds), cookie.MaxAge);
            Assert.True(cookie.HttpOnly);
            Assert.Equal(SameSiteMode.Lax, cookie.SameSite);
            Assert.False(cookie.Secure);
            Assert.False(cookie.Domain.HasValue);
        }
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Contains("\"name\":\"ayse\"", await _client.CurrentUser(cookie: cookies["ins_access_token"].Value.ToString()).Text());
    }

    [Fact]
    public async Task Cookies_only_leaves_the_tokens_out_of_the_body()
    {
        using var answer = await _client.Login("ayse", ReadbackServer.Password, "?cookiesOnly=true");
        Assert.Equal(2, answer.Cookies().Count);
        Assert.Equal("""{"expire-seconds":300,"activeSpace":"boiler-2","spaces":["boiler-2"]}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Over_https_and_under_other_names_the_cookies_say_so()
    {
        await using var proxied = await ReadbackServer.Run(settings => settings with
        {
            Network = new NetworkSettings { TrustedProxies = ["127.0.0.1"] },
            Sessions = new SessionSettings { AccessCookieName = "rb_a", RefreshCookieName = "rb_r", AccessTokenSeconds = 60, RefreshTokenSeconds = 3600 },
        });
        using var answer = await proxied.Stranger().Login("admin", ReadbackServer.AdminPassword, "", ("X-Forwarded-Proto", "https"));
        var cookies = answer.Cookies();
        Assert.True(cookies["rb_a"].Secure && cookies["rb_r"].Secure);
        Assert.Equal(TimeSpan.FromSeconds(60), cookies["rb_a"].MaxAge);
        Assert.Equal(TimeSpan.FromSeconds(3600), cookies["rb_r"].MaxAge);
    }

    [Theory]
    [InlineData("username=ayse")]
    [InlineData("password=battery+staple+2")]
    [InlineData("username=&password=battery+staple+2")]
    [InlineData("username=ayse&password=")]
    [InlineData("username=ayse&username=bora&password=battery+staple+2")]
    [InlineData("")]
    public async Task A_missing_field_is_400(string form)
    {
        var content = new StringContent(form, null, "application/x-www-form-urlencoded");
        var detail = await _client.Call(HttpMethod.Post, "/login", content).BadRequest();
        Assert.Matches("^(username|password): ", detail);
    }

    [Fact]
    public async Task Fields_count_in_the_form_alone()
    {
        await _client.Call(HttpMethod.Post, "/login?username=ayse&password=battery+staple+2").BadRequest();
        await _client.Call(HttpMethod.Post, "/login", Wire.Json("""{"username":"ayse","password":"battery staple 2"}"""))
            .Problem(415, "Unsupported Media Type");
        var huge = new FormUrlEncodedContent([new("username", "ayse"), new("password", new string('x', 20_000))]);
        await _client.Call(HttpMethod.Post, "/login", huge).Problem(413, ReasonOf413);
    }

    [Theory]
    [InlineData("--0\r\nContent-Disposition: form-data; name=\"username\"\r\n\r\nayse\r\n--0--")]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"username\"\r\n\r\nayse")]
    [InlineData("--x\r\nContent-Disp")]
    [InlineData("")]
    public async Task A_form_of_parts_that_breaks_off_is_400(string form)
    {
        var content = new StringContent(form);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        await _client.Call(HttpMethod.Post, "/login", content).BadRequest();
    }

    [Fact]
    public async Task Whoever_fails_learns_nothing_of_why()
    {
        await server.AddUser("disabled one");
        var admin = await server.LogIn("admin", null);
        Assert.True(server.Directory.TryGetUser("disabled one", out var user));
        await admin.PutJson($"/api/users/{user.Id}", """{"enabled":false}""").Nothing();

        var answers = new List<string>();
        foreach (var (name, password) in new[]
        {
            ("ayse", "wrong password"), ("nobody", "wrong password"), ("disabled one", ReadbackServer.Password),
            (new string('x', 500), "wrong"), ("a\u0001b", "wrong"),
        })
        {
            using var answer = await _client.Login(name, password);
            Assert.Equal(401, (int)answer.StatusCode);
            Assert.Empty(answer.Cookies());
            answers.Add($"{string.Join('\n', answer.Headers.Where(h => h.Key != "Date"))}{await answer.Content.ReadAsStringAsync()}");
        }
        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task A_deleted_user_is_an_unknown_one()
    {
        var id = await server.AddUser("elif", ReadbackServer.Boiler);
        await _client.Login("elif", ReadbackServer.Password).Text();
        var admin = await server.LogIn("admin", null);
        await admin.Delete($"/api/users/{id}").Nothing();
        await _client.Login("elif", ReadbackServer.Password).Unauthorized();
    }

    private const string ReasonOf413 = "Payload Too Large";
}
