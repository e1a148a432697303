using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Readback.Cli;

/// <summary>How fast a step goes: bytes, rows or whatever it counts, a second.</summary>
internal sealed class RateColumn : ProgressColumn
{
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Spectre.Console.Text(task.Speed is { } speed ? string.Create(CultureInfo.InvariantCulture, $"{speed:N0}/s") : "");
}
