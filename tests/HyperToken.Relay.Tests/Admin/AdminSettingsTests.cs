using HyperToken.Relay.Admin;

namespace HyperToken.Relay.Tests.Admin;

public sealed class AdminSettingsTests
{
    private const string Token = "0123456789abcdef";

    [Theory]
    [InlineData("127.0.0.1:9100", "127.0.0.1:9100")]
    [InlineData("127.0.0.1:0", "127.0.0.1:0")]
    [InlineData("localhost:9100", "127.0.0.1:9100")]
    [InlineData("[::1]:9100", "[::1]:9100")]
    public void Loopback_needs_no_token(string listen, string address)
    {
        Assert.Equal(address, AdminSettings.Parse(listen).Listen.ToString());
        Assert.Equal(Token, AdminSettings.Parse(listen, Token).Token);
    }

    [Theory]
    [InlineData("0.0.0.0:9100")]
    [InlineData("10.0.0.7:9100")]
    [InlineData("[::]:9100")]
    public void What_other_machines_can_reach_needs_a_token(string listen)
    {
        var refused = Assert.Throws<AdminSettingsException>(() => AdminSettings.Parse(listen));

        Assert.Contains("a token is required there", refused.Message);
        Assert.Equal(listen, AdminSettings.Parse(listen, Token).Listen.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("9100")]
    [InlineData(":9100")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("127.0.0.1:-1")]
    [InlineData("::1:9100")]
    [InlineData("[::1]")]
    [InlineData("example.org:9100")]
    [InlineData("localhost:http")]
    public void What_is_no_address_is_refused(string listen) =>
        Assert.Contains("is no address to listen on", Assert.Throws<AdminSettingsException>(() => AdminSettings.Parse(listen, Token)).Message);

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("0123456789abcde")]
    [InlineData("0123456789 abcdef")]
    [InlineData("0123456789abcdef\n")]
    [InlineData("0123456789abcdefü")]
    public void A_token_that_is_short_or_does_not_fit_a_header_is_refused(string token) =>
        Assert.Contains("at least 16 printable ASCII characters", Assert.Throws<AdminSettingsException>(() => AdminSettings.Parse("127.0.0.1:0", token)).Message);

    [Fact]
    public void Limits_of_nothing_are_refused()
    {
        var settings = AdminSettings.Parse("127.0.0.1:0");

        Assert.All(
            [settings with { MaxRequests = 0 }, settings with { LookupsPerSecond = 0 }, settings with { AnswerTimeout = TimeSpan.Zero }],
            wrong => Assert.Throws<AdminSettingsException>(wrong.Check));
    }
}
