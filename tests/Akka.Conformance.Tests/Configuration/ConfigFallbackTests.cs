using Akka.Configuration;
using Xunit;

namespace Akka.Conformance.Tests.Configuration;

public sealed class ConfigFallbackTests
{
    [Fact]
    public void A_fallback_speaks_only_where_the_configuration_says_nothing()
    {
        var config = Parse("a { x = 1, y = 2 }").WithFallback(Parse("a { y = 3, z = 4 }\nb = 5"));

        Assert.Equal([1, 2, 4, 5], new[] { "a.x", "a.y", "a.z", "b" }.Select(path => config.GetInt(path)));
    }

    [Fact]
    public void Fallbacks_can_be_stacked_in_either_grouping()
    {
        var (one, two, three) = (Parse("a = 1"), Parse("a = 2, b = 2"), Parse("a = 3, b = 3, c = 3"));
        foreach (var config in new[] { one.WithFallback(two).WithFallback(three), one.WithFallback(two.WithFallback(three)) })
        {
            Assert.Equal([1, 2, 3], new[] { "a", "b", "c" }.Select(path => config.GetInt(path)));
        }
    }

    [Fact]
    public void A_list_is_replaced_and_not_merged() =>
        Assert.Equal(["1"], Parse("a = [1]").WithFallback(Parse("a = [2, 3]")).GetStringList("a"));

    [Fact]
    public void Neither_configuration_changes_by_being_combined()
    {
        var (one, two) = (Parse("a { x = 1 }"), Parse("a { y = 2 }"));
        one.WithFallback(two);

        Assert.False(one.HasPath("a.y"));
        Assert.False(two.HasPath("a.x"));
    }

    [Fact]
    public void A_part_of_a_configuration_has_the_part_of_its_fallback()
    {
        var part = Parse("a { x = 1 }").WithFallback(Parse("a { y = 2, z { v = 3 } }\nb { w = 4 }")).GetConfig("a")!;

        Assert.Equal([1, 2, 3], new[] { "x", "y", "z.v" }.Select(path => part.GetInt(path)));
        Assert.False(part.HasPath("w"));
    }

    [Fact]
    public void A_missing_part_is_null()
    {
        var config = Parse("a { x = 1 }");

        Assert.Null(config.GetConfig("b"));
        Assert.True(ConfigurationFactory.Empty.IsEmpty);
        Assert.False(config.GetConfig("a")!.IsEmpty);
    }

    [Fact]
    public void An_empty_configuration_with_a_fallback_is_the_fallback()
    {
        var fallback = Parse("a = 1");

        Assert.Equal(1, ConfigurationFactory.Empty.WithFallback(fallback).GetInt("a"));
        Assert.Equal(1, fallback.WithFallback(ConfigurationFactory.Empty).GetInt("a"));
        Assert.Equal(1, fallback.WithFallback(null).GetInt("a"));
    }

    [Fact]
    public void A_configuration_is_no_fallback_of_itself()
    {
        var config = Parse("a = 1");

        Assert.Throws<ArgumentException>(() => config.WithFallback(config));
    }

    private static Config Parse(string hocon) => ConfigurationFactory.ParseString(hocon);
}
