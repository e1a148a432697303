using Readback;
using Readback.Configuration;

await using var app = await Server.Build(new ReadbackSettings());
await app.RunAsync();
return 0;
