using Readback.Configuration;
using Readback.Tests.Hosting;

namespace Readback.Tests.Configuration;

public sealed class SettingsSnapshotTests
{
    [Fact]
    public void The_page_of_settings_is_made_from_the_table() => Snapshot.Matches("docs/settings.md", SettingsDocument.Markdown());
}
