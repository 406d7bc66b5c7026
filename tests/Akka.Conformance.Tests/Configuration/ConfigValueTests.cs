using Akka.Configuration;
using Xunit;

namespace Akka.Conformance.Tests.Configuration;

public sealed class ConfigValueTests
{
    [Fact]
    public void A_missing_path_gives_the_default()
    {
        var config = ConfigurationFactory.ParseString("x = 1");

        Assert.Null(config.GetString("a"));
        Assert.Equal("d", config.GetString("a.b", "d"));
        Assert.Equal(0, config.GetInt("a"));
        Assert.Equal(7, config.GetInt("a", 7));
        Assert.Equal(8L, config.GetLong("a", 8));
        Assert.Equal(0.5, config.GetDouble("a", 0.5));
        Assert.True(config.GetBoolean("a", true));
        Assert.Equal(TimeSpan.Zero, config.GetTimeSpan("a"));
        Assert.Equal(TimeSpan.FromSeconds(2), config.GetTimeSpan("a", TimeSpan.FromSeconds(2)));
        Assert.Null(config.GetByteSize("a"));
        Assert.Equal(9L, config.GetByteSize("a", 9));
        Assert.Empty(config.GetStringList("a"));
        Assert.Null(config.GetValue("a"));
        Assert.False(config.HasPath("a"));
    }

    [Fact]
    public void A_path_below_a_text_is_missing() => Assert.False(ConfigurationFactory.ParseString("x = 1").HasPath("x.y"));

    [Fact]
    public void Null_is_a_value()
    {
        var config = ConfigurationFactory.ParseString("a = null");

        Assert.True(config.HasPath("a"));
        Assert.Null(config.GetString("a", "default"));
    }

    [Theory]
    [InlineData("on", true)]
    [InlineData("true", true)]
    [InlineData("off", false)]
    [InlineData("false", false)]
    public void Switches_are_on_off_true_or_false(string text, bool value) =>
        Assert.Equal(value, ConfigurationFactory.ParseString($"a = {text}").GetBoolean("a", !value));

    [Fact]
    public void Any_other_word_is_no_switch() =>
        Assert.Throws<NotSupportedException>(() => ConfigurationFactory.ParseString("a = maybe").GetBoolean("a"));

    [Fact]
    public void Numbers_are_read_with_a_point()
    {
        var config = ConfigurationFactory.ParseString("a = -12, b = 1.5, c = 9007199254740993, d = 1e3");

        Assert.Equal(-12, config.GetInt("a"));
        Assert.Equal(1.5, config.GetDouble("b"));
        Assert.Equal(9007199254740993L, config.GetLong("c"));
        Assert.Equal(1000.0, config.GetDouble("d"));
        Assert.Throws<FormatException>(() => config.GetInt("b"));
        Assert.Throws<OverflowException>(() => config.GetInt("c"));
    }

    [Theory]
    [InlineData("100ns", 1)]
    [InlineData("5 micros", 50)]
    [InlineData("20ms", 200_000)]
    [InlineData("20", 200_000)]
    [InlineData("1.5 s", 15_000_000)]
    [InlineData("2 seconds", 20_000_000)]
    [InlineData("3m", 1_800_000_000)]
    [InlineData("1 hour", 36_000_000_000)]
    [InlineData("2d", 1_728_000_000_000)]
    public void Durations_have_units(string text, long ticks) =>
        Assert.Equal(TimeSpan.FromTicks(ticks), ConfigurationFactory.ParseString($"a = {text}").GetTimeSpan("a"));

    [Fact]
    public void Infinite_is_a_duration_where_it_is_allowed()
    {
        var config = ConfigurationFactory.ParseString("a = infinite");

        Assert.Equal(Timeout.InfiniteTimeSpan, config.GetTimeSpan("a"));
        Assert.Throws<FormatException>(() => config.GetTimeSpan("a", null, allowInfinite: false));
    }

    [Theory]
    [InlineData("-5s")]
    [InlineData("-5")]
    [InlineData("5 fortnights")]
    [InlineData("soon")]
    public void What_is_no_duration_is_refused(string text) =>
        Assert.Throws<FormatException>(() => ConfigurationFactory.ParseString($"a = {text}").GetTimeSpan("a"));

    [Theory]
    [InlineData("12", 12)]
    [InlineData("12b", 12)]
    [InlineData("3 kB", 3000)]
    [InlineData("3k", 3072)]
    [InlineData("3 KiB", 3072)]
    [InlineData("64 MiB", 67_108_864)]
    [InlineData("2MB", 2_000_000)]
    [InlineData("1g", 1_073_741_824)]
    [InlineData("1 terabyte", 1_000_000_000_000)]
    public void Sizes_have_units(string text, long bytes) =>
        Assert.Equal(bytes, ConfigurationFactory.ParseString($"a = {text}").GetByteSize("a"));

    [Theory]
    [InlineData("1.5 k")]
    [InlineData("3 stones")]
    public void What_is_no_size_is_refused(string text) =>
        Assert.Throws<FormatException>(() => ConfigurationFactory.ParseString($"a = {text}").GetByteSize("a"));
}
