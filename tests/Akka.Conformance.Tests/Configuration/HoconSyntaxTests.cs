using Akka.Configuration;
using Akka.Configuration.Hocon;
using Xunit;

namespace Akka.Conformance.Tests.Configuration;

public sealed class HoconSyntaxTests
{
    [Theory]
    [InlineData("a { b { c = 1 } }")]
    [InlineData("a.b.c = 1")]
    [InlineData("a.b { c : 1 }")]
    [InlineData("a = { b = { \"c\" = 1 } }")]
    [InlineData("a { b\n{ c = \"1\" }\n}")]
    [InlineData("a { b { c = 2 } }\na.b.c = 1")]
    [InlineData("{ \"a\" : { \"b\" : { \"c\" : 1 } } }")]
    public void The_same_setting_can_be_written_in_several_ways(string hocon)
    {
        // Braces around the whole document are the one form that is read only below a key.
        var config = hocon.StartsWith('{') ? Parse("root = " + hocon).GetConfig("root")! : Parse(hocon);

        Assert.Equal(1, config.GetInt("a.b.c"));
    }

    [Fact]
    public void A_quoted_key_may_contain_dots_and_is_quoted_in_paths()
    {
        var config = Parse("a.\"b.c\".d = x, \"/user/peer\" { e = y }");

        Assert.Equal("x", config.GetString("a.\"b.c\".d"));
        Assert.Equal("y", config.GetString("\"/user/peer\".e"));
        Assert.False(config.HasPath("a.b.c.d"));
    }

    [Fact]
    public void Comments_start_with_a_hash_or_two_slashes_and_end_with_the_line()
    {
        var config = Parse(
            """
            # first
            a = 1 # second
            // third
            b = 2 // fourth
            c = "# no comment // either"
            """);

        Assert.Equal(1, config.GetInt("a"));
        Assert.Equal(2, config.GetInt("b"));
        Assert.Equal("# no comment // either", config.GetString("c"));
    }

    [Fact]
    public void Objects_written_twice_are_merged_and_later_values_win()
    {
        var config = Parse("a { x = 1, y = 2 }\na { y = 3, z { v = 4 } }\na = { w = 5 }\na.z.u = 6");

        Assert.Equal([1, 3, 4, 5, 6],
            new[] { "a.x", "a.y", "a.z.v", "a.w", "a.z.u" }.Select(path => config.GetInt(path)));
    }

    [Fact]
    public void A_later_text_replaces_an_object_and_a_later_object_a_text()
    {
        var config = Parse("a { x = 1 }\na = off\nb = off\nb { x = 1 }");

        Assert.Equal("off", config.GetString("a"));
        Assert.False(config.HasPath("a.x"));
        Assert.Equal(1, config.GetInt("b.x"));
    }

    [Fact]
    public void Values_side_by_side_are_joined()
    {
        var config = Parse("text = one \"two  three\" 4\nlist = [1, 2] [3]\nobject = { x = 1 } { y = 2 }");

        Assert.Equal("one two  three 4", config.GetString("text"));
        Assert.Equal(["1", "2", "3"], config.GetStringList("list"));
        Assert.Equal(1, config.GetInt("object.x"));
        Assert.Equal(2, config.GetInt("object.y"));
    }

    [Fact]
    public void Quoted_text_knows_escapes_and_triple_quoted_text_is_taken_as_it_is()
    {
        var config = Parse("a = \"tab\\there \\\"quoted\\\" \\\\ \\u00e9\"\nb = \"\"\"{ \"raw\" : \\n }\nsecond line\"\"\"");

        Assert.Equal("tab\there \"quoted\" \\ é", config.GetString("a"));
        Assert.Equal("{ \"raw\" : \\n }\nsecond line", config.GetString("b"));
    }

    [Fact]
    public void Arrays_may_span_lines_with_or_without_commas_and_hold_objects()
    {
        var config = Parse("a = [\n  x\n  y z\n  \"v\",\n]\nb = []\nc = [ { k = 1 }, { k = 2 } ]\nd = [[1, 2], [3]]");

        Assert.Equal(["x", "y z", "v"], config.GetStringList("a"));
        Assert.Empty(config.GetStringList("b"));
        Assert.Equal([1, 2], config.GetValue("c")!.GetArray().Select(item => item.GetObject()!.Items["k"].GetInt()));
        Assert.Equal(["3"], config.GetValue("d")!.GetArray()[1].GetStringList());
    }

    [Theory]
    [InlineData("a = http://example.org")]
    [InlineData("a = x=y")]
    public void Unquoted_text_must_not_contain_an_assignment(string hocon) =>
        Assert.Throws<ConfigurationException>(() => Parse(hocon));

    [Theory]
    [InlineData("a = \"\\x\"")]
    [InlineData("a = *")]
    [InlineData("a { b = 1 }, c = 2")]
    public void What_is_no_HOCON_is_refused(string hocon) => Assert.ThrowsAny<Exception>(() => Parse(hocon));

    [Fact]
    public void An_include_is_read_where_it_stands_and_can_be_overridden_after_it()
    {
        var asked = new List<string>();
        var config = ConfigurationFactory.ParseString(
            "a { x = 0, include \"peer.conf\"\n y = 3 }",
            name =>
            {
                asked.Add(name);
                return Parser.Parse("x = 1, y = 2, z { v = 4 }", null);
            });

        Assert.Equal(["peer.conf"], asked);
        Assert.Equal([1, 3, 4], new[] { "a.x", "a.y", "a.z.v" }.Select(path => config.GetInt(path)));
    }

    [Fact]
    public void Substitutions_of_an_included_text_are_seen_from_the_place_of_the_include()
    {
        var config = ConfigurationFactory.ParseString(
            "a { include \"peer.conf\"\n x = 2 }", _ => Parser.Parse("x = 1\ny = ${x}", null));

        Assert.Equal(2, config.GetInt("a.y"));
    }

    [Fact]
    public void An_include_that_nobody_resolves_is_refused() => Assert.ThrowsAny<Exception>(() => Parse("include \"peer.conf\""));

    private static Config Parse(string hocon) => ConfigurationFactory.ParseString(hocon);
}
