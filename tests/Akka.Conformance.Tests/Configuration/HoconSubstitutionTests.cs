using Akka.Configuration;
using Xunit;

namespace Akka.Conformance.Tests.Configuration;

public sealed class HoconSubstitutionTests
{
    [Fact]
    public void A_substitution_takes_the_value_of_its_path_whatever_its_form()
    {
        var config = ConfigurationFactory.ParseString(
            """
            base { port = 7000, seeds = [a, b], limits { links = 128 } }
            port = ${base.port}
            seeds = ${base.seeds}
            limits = ${base.limits}
            """);

        Assert.Equal(7000, config.GetInt("port"));
        Assert.Equal(["a", "b"], config.GetStringList("seeds"));
        Assert.Equal(128, config.GetInt("limits.links"));
    }

    [Fact]
    public void Substitutions_are_resolved_after_the_whole_text_was_read()
    {
        var config = ConfigurationFactory.ParseString("a = ${b}\nb = 1\nb = 2");

        Assert.Equal(2, config.GetInt("a"));
    }

    [Fact]
    public void A_substitution_may_lead_to_another() =>
        Assert.Equal(3, ConfigurationFactory.ParseString("a = ${b}, b = ${c.d}, c { d = 3 }").GetInt("a"));

    [Fact]
    public void A_substitution_is_joined_with_its_neighbours()
    {
        var config = ConfigurationFactory.ParseString("host = relay\nname = ${host}-1 up\nlist = [1]\nmore = ${list} [2, ${n}]\nn = 3");

        Assert.Equal("relay-1 up", config.GetString("name"));
        Assert.Equal(["1", "2", "3"], config.GetStringList("more"));
    }

    [Fact]
    public void A_path_that_leads_nowhere_is_an_error() =>
        Assert.Throws<FormatException>(() => ConfigurationFactory.ParseString("a = ${nowhere}"));

    [Fact]
    public void A_fallback_does_not_resolve_a_substitution() =>
        Assert.Throws<FormatException>(() => ConfigurationFactory.ParseString("a = ${b}").WithFallback(ConfigurationFactory.ParseString("b = 1")));

    [Fact]
    public void A_substitution_keeps_its_value_when_its_path_is_overridden_by_another_configuration()
    {
        var over = ConfigurationFactory.ParseString("b = 2");

        Assert.Equal(1, over.WithFallback(ConfigurationFactory.ParseString("a = ${b}, b = 1")).GetInt("a"));
    }
}
