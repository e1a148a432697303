using System.IO.Compression;
using Readback.Tests.Hosting;

namespace Readback.Tests.Clients.Package;

/// <summary>The client as engineers get it: packed, and used from a project that knows nothing else of this repository.</summary>
[Trait("Engine", "Sqlite")]
public sealed class PackageTests : IDisposable
{
    private const string Version = "0.1.0-test";

    /// <summary>Which of the builds the tests themselves are of: <c>release</c> or <c>debug</c>.</summary>
    private static readonly string Build = new DirectoryInfo(AppContext.BaseDirectory).Name;

    private readonly TemporaryFolder _folder = new();

    private string Feed => Path.Combine(_folder.Path, "feed");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_packed_client_holds_what_it_should_and_carries_a_talk_from_a_fresh_project()
    {
        await Pack();
        await CheckContents();
        var program = await BuildTalk();

        await using var server = new ReadbackServer();
        await server.InitializeAsync();
        using var cable = new Tunnel(server.Address);
        using var talk = Programs.Start(_folder.Path, [], "exec", program, cable.Address.ToString(), ReadbackServer.Password);
        if (await talk.StandardOutput.ReadLineAsync().WaitAsync(ClientHouse.Guard * 2) == "restart")
        {
            await server.Restart(cable);
            await talk.StandardInput.WriteLineAsync("restarted");
        }
        Assert.Equal("done", (await talk.End()).Trim());
    }

    private Task<string> Pack() => Programs.Run(
        Repository.Root, [], "pack", "src/Readback.Client", "--no-build", "--no-restore", "--configuration", Build, "--output", Feed, "-nodeReuse:false",
        $"-p:PackageVersion={Version}");

    private async Task CheckContents()
    {
        Assert.Equal(
            [$"Readback.Client.{Version}.nupkg", $"Readback.Client.{Version}.snupkg"],
            System.IO.Directory.GetFiles(Feed).Select(Path.GetFileName).Order());
        using var package = await ZipFile.OpenReadAsync(Path.Combine(Feed, $"Readback.Client.{Version}.nupkg"));
        Assert.Superset(
            new HashSet<string> { "README.md", "LICENSE", "lib/net8.0/Readback.Client.dll", "lib/net8.0/Readback.Client.xml" },
            package.Entries.Select(entry => entry.FullName).ToHashSet());
        using var description = new StreamReader(await package.GetEntry("Readback.Client.nuspec")!.OpenAsync());
        var text = await description.ReadToEndAsync();
        Assert.Contains("<license type=\"expression\">MIT</license>", text, StringComparison.Ordinal);
        Assert.Contains("<readme>README.md</readme>", text, StringComparison.Ordinal);
        // Nothing but the framework.
        Assert.DoesNotContain("<dependency ", text, StringComparison.Ordinal);
        using var symbols = await ZipFile.OpenReadAsync(Path.Combine(Feed, $"Readback.Client.{Version}.snupkg"));
        Assert.NotNull(symbols.GetEntry("lib/net8.0/Readback.Client.pdb"));
    }

    /// <summary>Restored from the folder beside it, with a cache of its own: no package of that name from anywhere else can take its place.</summary>
    private async Task<string> BuildTalk()
    {
        var project = System.IO.Directory.CreateDirectory(Path.Combine(_folder.Path, "talk")).FullName;
        File.Copy(Path.Combine(Repository.Root, "tests", "Readback.Tests", "Clients", "Package", "Talk", "Program.cs"), Path.Combine(project, "Program.cs"));
        await File.WriteAllTextAsync(Path.Combine(project, "nuget.config"),
            """
            <configuration>
              <packageSources>
                <add key="readback" value="../feed" />
              </packageSources>
              <packageSourceMapping>
                <packageSource key="readback"><package pattern="Readback.*" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """);
        await File.WriteAllTextAsync(Path.Combine(project, "talk.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <UseAppHost>false</UseAppHost>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Readback.Client" Version="{Version}" />
              </ItemGroup>
            </Project>
            """);
        await Programs.Run(
            project, [("NUGET_PACKAGES", Path.Combine(_folder.Path, "packages"))],
            "build", "--configuration", "Release", "--output", "out", "-nodeReuse:false",
            "-p:RunAnalyzers=false", "-p:UseSharedCompilation=false");
        return Path.Combine(project, "out", "talk.dll");
    }
}
