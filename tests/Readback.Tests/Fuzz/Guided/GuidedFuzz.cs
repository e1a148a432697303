using System.Globalization;
using System.Text;

namespace Readback.Tests.Fuzz.Guided;

/// <summary>
/// Changes inputs at random and keeps those that went a new way through the code, to change them further. So it comes where
/// no change of the first inputs would lead.
/// </summary>
/// <param name="target">What reads them.</param>
/// <param name="seed">Where chance begins.</param>
/// <param name="isGuided">Whether anything is kept: the test of the test is that it matters.</param>
internal sealed class GuidedFuzz(FuzzTarget target, int seed, bool isGuided = true)
{
    /// <summary>In UTF-16 units: above the longest that any rule allows, and short enough to be tried often.</summary>
    private const int MaxLength = 9_100;

    /// <summary>Of a long input only so many pieces of one length are tried without.</summary>
    private const int MaxPieces = 16;

    private const int Newest = 4;

    /// <summary>No input needs a thousandth of it, on any machine: whoever is not through by then never is.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Mutator _mutator = new(new Random(seed));
    private readonly List<string?[]> _kept = [];
    private int _step;
    private string?[] _input = [];

    /// <summary>What of it can be said.</summary>
    public async Task<string> Run(int count)
    {
        CoverageMap.Begin();
        var running = Task.Run(() => Try(count));
        using var timer = new PeriodicTimer(Patience);
        for (var seen = -1; !running.IsCompleted; seen = Volatile.Read(ref _step))
        {
            await Task.WhenAny(running, timer.WaitForNextTickAsync().AsTask());
            Assert.True(running.IsCompleted || Volatile.Read(ref _step) != seen, $"{target.Name} does not end with {Shown(_input)}");
        }
        await running;
        return string.Create(
            CultureInfo.InvariantCulture, $"{target.Name}: {count} inputs from seed {seed}, {CoverageMap.Edges} edges, {_kept.Count} inputs kept");
    }

    private async Task Try(int count)
    {
        var first = target.Fields.Max(field => field.Seeds.Count);
        for (; _step < count; Volatile.Write(ref _step, _step + 1))
        {
            await Read(_step < first ? [.. target.Fields.Select(field => field.Seeds[_step % field.Seeds.Count])] : Changed());
            if (_step < first || (CoverageMap.IsNew() && isGuided))
            {
                _kept.Add(isGuided ? await Shortened(_input) : _input);
            }
        }
    }

    private async Task Read(string?[] input)
    {
        _input = input;
        CoverageMap.Clear();
        var failure = await Record.ExceptionAsync(async () => await target.Check(input));
        Assert.True(failure is null, $"{failure}\n{target.Name}, step {_step} from seed {seed}, read {Shown(input)}");
    }

    /// <summary>Without what does not matter for the way it goes: in a short input a change is likelier to meet what does.</summary>
    private async Task<string?[]> Shortened(string?[] input)
    {
        await Read(input);
        var way = CoverageMap.Way();
        for (var place = 0; place < input.Length; place++)
        {
            for (var piece = (input[place]?.Length ?? 0) / 2; piece > 0; piece /= 2)
            {
                for (var at = 0; at + piece <= input[place]!.Length && at < MaxPieces * piece;)
                {
                    string?[] shorter = [.. input];
                    shorter[place] = input[place]!.Remove(at, piece);
                    await Read(shorter);
                    (input, at) = CoverageMap.Way() == way ? (shorter, at) : (input, at + piece);
                }
            }
        }
        return input;
    }

    private string?[] Changed()
    {
        // The newest lead furthest from where it all began.
        string?[] input = [.. _mutator.Pick(_mutator.Chance(50) ? _kept[^Math.Min(Newest, _kept.Count)..] : _kept)];
        do
        {
            var place = _mutator.Pick(Enumerable.Range(0, input.Length).ToList());
            input[place] = Changed(target.Fields[place], input[place], _mutator.Pick(_kept)[place]);
        }
        while (_mutator.Chance(40));
        return input;
    }

    private string? Changed(FuzzField field, string? value, string? other)
    {
        if (value is null || _mutator.Chance(10))
        {
            return field.IsOptional && _mutator.Chance(50) ? null : _mutator.Chance(50) ? _mutator.Pick(field.Seeds) : other ?? "";
        }
        var changed = other is not null && _mutator.Chance(15) ? _mutator.Joined(value, other)
            : field.IsBytes ? Encoding.Latin1.GetString(_mutator.Bytes([Encoding.Latin1.GetBytes(value)]))
            : _mutator.Chance(80) ? _mutator.Changed(value) : _mutator.Text(field.Seeds);
        return changed.Length <= MaxLength ? changed : changed[..MaxLength];
    }

    /// <summary>So that it can be written into a test as it stands.</summary>
    private static string Shown(string?[] input) => string.Join(", ", input.Select(field => field is null ? "null" : $"\"{string.Concat(field.Select(Shown))}\""));

    private static string Shown(char unit) => unit is '"' or '\\' ? $"\\{unit}"
        : unit is >= ' ' and <= '~' ? unit.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
}
