#if !AKKA_PACKAGES
using Akka.Configuration;
using Xunit;

namespace Akka.Conformance.Tests.Configuration;

/// <summary>What Akka.NET 1.5 accepts and then misreads without a word. The embedded engine refuses it, so nothing can come to rely on it.</summary>
public sealed class EmbeddedHoconTests
{
    [Theory]
    [InlineData("a = [1]\na += 2", "+=")]
    [InlineData("a = ${?b}", "${?")]
    [InlineData("b { x = 1 }\na = ${b} { y = 2 }", "join")]
    [InlineData("b { x = 1 }\na = { y = 2 } ${b}", "join")]
    [InlineData("b { x = 1 }\na = ${b}\na.y = 2", "merge")]
    [InlineData("a = [ ]", "missing")]
    [InlineData("a = ", "missing")]
    [InlineData("a { b = 1", "never closed")]
    [InlineData("a = \"b", "never closed")]
    [InlineData("a = 1 } b = 2", "unexpected")]
    [InlineData("a = b = c", "unexpected")]
    [InlineData("= 1", "unexpected")]
    [InlineData("a = ${b}, b = ${a}", "itself")]
    [InlineData("a = ${b}, b = ${a}, c = ${a.x}", "itself")]
    [InlineData("a = [1, ${a}]", "itself")]
    [InlineData("a { b = ${a} }", "itself")]
    public void It_is_refused_with_a_reason(string hocon, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => ConfigurationFactory.ParseString(hocon)).Message);

    [Fact]
    public void The_reason_names_the_line() =>
        Assert.Contains("line 3", Assert.Throws<FormatException>(() => ConfigurationFactory.ParseString("a = 1\n# two\nb += 2")).Message);
}
#endif
