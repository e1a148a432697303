using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Readback.Accounts;
using Readback.Configuration;
using Readback.Directory;
using Readback.Spaces;
using Readback.Tests.Fuzz.Guided;
using Readback.Webhooks;

namespace Readback.Tests.Fuzz.Parsers;

/// <summary>What people call things.</summary>
internal static class NameParsers
{
    private static readonly IPNetwork Allowed = IPNetwork.Parse("10.1.0.0/16");

    private static readonly WebhookRules Webhooks = new(new WebhookAddresses(new ReadbackSettings
    {
        Webhooks = new WebhookSettings { AllowedHosts = ["hooks.plant.example"], AllowedNetworks = [Allowed.ToString()] },
    }));

    public static IReadOnlyList<FuzzTarget> All =>
    [
        FuzzTarget.Of("names", [FuzzField.Of("ayse", "İlkay Ğ", "boiler-2", "a b"), FuzzField.Optional("correct horse 1", "short")], Names),
        FuzzTarget.Of(
            "webhook addresses",
            [
                FuzzField.Of(
                    "https://hooks.plant.example/x?y=1", "http://10.1.2.3:8080/", "http://[::ffff:10.1.2.3]/", "http://127.0.0.1/", "http://0x0a010203/",
                    "http://10.1.0.1@127.0.0.1/", "http://hooks.plant.example#@127.0.0.1/", "http://hooks.plant.example./", "file:///etc/passwd"),
            ],
            Addresses),
    ];

    private static void Names(string?[] input)
    {
        var name = input[0]!;
        if (UserRules.CheckUsername(name) is null)
        {
            Assert.InRange(name.Length, 1, UserRules.MaxUsernameLength);
            Assert.Equal(name, name.Trim());
        }
        // The name of a space has to come through a header.
        if (SpaceRules.CheckName(name) is null && IsWellFormed(name))
        {
            var http = new DefaultHttpContext();
            http.Request.Headers["X-Space"] = Uri.EscapeDataString(name);
            Assert.Equal(name, Tenancy.SpaceName(http.Request));
            http.Request.Headers["X-Space"] = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(name));
            Assert.Equal(name, Tenancy.SpaceName(http.Request));
        }
        if (PasswordRule.Check("password", input[1], name) is null)
        {
            Assert.NotNull(input[1]);
            Assert.NotEqual(name, input[1]);
        }
    }

    /// <summary>Whatever may be given leads to an allowed host: what a client takes for the host is what was looked at.</summary>
    private static void Addresses(string?[] input)
    {
        if (Webhooks.Check(new WebhookInput(input[0])) is null)
        {
            var host = new Uri(input[0]!).IdnHost;
            Assert.True(
                host.Equals("hooks.plant.example", StringComparison.OrdinalIgnoreCase)
                || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && Allowed.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)),
                $"leads to {host}");
        }
    }

    private static bool IsWellFormed(string text) => text == string.Concat(text.EnumerateRunes());
}
