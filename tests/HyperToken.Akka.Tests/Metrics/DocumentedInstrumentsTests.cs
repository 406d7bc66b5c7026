using HyperToken.Metrics;

namespace HyperToken.Tests.Metrics;

public sealed class DocumentedInstrumentsTests
{
    [Fact]
    public void Every_instrument_has_its_line_in_operating_and_no_line_is_of_none()
    {
        var lines = File.ReadLines(Find("docs/operating.md")).Where(line => line.StartsWith("| `hypertoken.", StringComparison.Ordinal));
        var documented = lines.Select(line => string.Join(' ', line.Split('|', StringSplitOptions.TrimEntries)[1..4]));

        Assert.Equal(
            CounterInstrument.All.Select(counter => $"`{counter.Name}` c `{counter.Unit}`")
                .Concat(ReportInstrument.All.Select(instrument => $"`{instrument.Name}` {$"{instrument.Kind}"[..1].ToLowerInvariant()} `{instrument.Unit}`")).Order(),
            documented.Order());
    }

    private static string Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, path)))
                return Path.Combine(folder.FullName, path);
        }

        throw new FileNotFoundException($"{path} is in no folder above {AppContext.BaseDirectory}.");
    }
}
