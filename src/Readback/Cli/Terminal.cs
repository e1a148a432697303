using System.CommandLine;
using Readback.Storage.Sqlite;
using Spectre.Console;

namespace Readback.Cli;

/// <summary>
/// What a command writes to and asks: tables and bars where somebody looks on, plain lines where the output goes into a
/// file or to another program.
/// </summary>
internal sealed class Terminal(InvocationConfiguration configuration)
{
    public TextWriter Out => configuration.Output;

    public TextWriter Error => configuration.Error;

    /// <summary>Whether somebody looks on; a test's or a pipe's output is nobody.</summary>
    public bool IsWatched => ReferenceEquals(Out, System.Console.Out) && !System.Console.IsOutputRedirected;

    /// <summary>Whether somebody can be asked, and not seen while answering.</summary>
    public bool CanAsk => IsWatched && !System.Console.IsInputRedirected;

    public void WriteTable(IReadOnlyList<string> headers, IEnumerable<string[]> rows)
    {
        if (!IsWatched)
        {
            foreach (var row in rows)
            {
                Out.WriteLine(string.Join('\t', row));
            }
            return;
        }
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var header in headers)
        {
            table.AddColumn(Markup.Escape(header));
        }
        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(cell => new Spectre.Console.Text(cell))]);
        }
        AnsiConsole.Write(table);
    }

    /// <summary>Runs <paramref name="work"/> with a bar for each of its steps, or a line where nobody looks on.</summary>
    public async Task<T> ShowProgress<T>(Func<Action<CopyProgress>, Task<T>> work)
    {
        if (!IsWatched)
        {
            var last = "";
            return await work(progress =>
            {
                if (progress.Step != last)
                {
                    Out.WriteLine(last = progress.Step);
                }
            });
        }
        return await AnsiConsole.Progress().Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new RateColumn()).StartAsync(async context =>
        {
            ProgressTask? bar = null;
            var answer = await work(progress =>
            {
                if (bar?.Description != Markup.Escape(progress.Step))
                {
                    bar?.Value(bar.MaxValue).IsIndeterminate(false);
                    bar = context.AddTask(Markup.Escape(progress.Step));
                }
                bar.IsIndeterminate(progress.Total == 0).MaxValue(Math.Max(progress.Total, 1)).Value(progress.Done);
            });
            bar?.IsIndeterminate(false).Value(bar.MaxValue);
            return answer;
        });
    }

    /// <summary>Asks for a secret without showing it.</summary>
    public static string AskSecret(string question) =>
        AnsiConsole.Prompt(new TextPrompt<string>(question).Secret(null).AllowEmpty());
}
