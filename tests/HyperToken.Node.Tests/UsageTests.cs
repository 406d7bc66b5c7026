namespace HyperToken.Node.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("", "up")]
    [InlineData("sideways", "'sideways'")]
    [InlineData("--sideways", "'--sideways'")]
    [InlineData("up sideways", "'sideways'")]
    [InlineData("up --sideways", "'--sideways'")]
    [InlineData("up --peers", "--peers")]
    [InlineData("up --peers 0", "a whole number from 1 to 100000")]
    [InlineData("up --peers 100001", "a whole number from 1 to 100000")]
    [InlineData("up --peers many", "--peers is 'many'")]
    [InlineData("up --peers 3 --peers 4", "--peers")]
    [InlineData("up --join-rate 0", "--join-rate is '0'")]
    [InlineData("up --k 256", "a whole number from 1 to 255")]
    [InlineData("up --alpha 33", "a whole number from 1 to 32")]
    [InlineData("up --ttl 0", "a whole number from 1 to 255")]
    [InlineData("up --seed -1", "--seed is '-1'")]
    [InlineData("up --strategy mesh", "--strategy is 'mesh'; allowed: naive, kademlia, supernode, hybrid, auto")]
    [InlineData("up --supernode-preset fast", "--supernode-preset is 'fast'; allowed: standard, quick")]
    [InlineData("up --strategy sideways", "--strategy is 'sideways'; allowed: naive, kademlia, supernode, hybrid")]
    [InlineData("up --strategy 1", "--strategy is '1'")]
    [InlineData("up --links rope", "--links is 'rope'; allowed: direct, pipe")]
    [InlineData("up --links 1", "--links is '1'")]
    [InlineData("peer --listen nowhere", "--listen is 'nowhere'; allowed: an IP address and a port")]
    [InlineData("peer --listen 127.0.0.1", "--listen is '127.0.0.1'")]
    [InlineData("peer --join http://127.0.0.1:1", "--join is 'http://127.0.0.1:1'; allowed: an address")]
    [InlineData("peer --advertise x", "--advertise is 'x'")]
    [InlineData("peer --strategy mesh", "--strategy is 'mesh'")]
    [InlineData("up --config no-such-file.conf", "--config no-such-file.conf cannot be read")]
    [InlineData("up --input no-such-file.txt", "--input no-such-file.txt cannot be read")]
    [InlineData("up --admin 9100", "--admin: '9100' is no address to listen on; give one as 127.0.0.1:9100")]
    [InlineData("up --admin 0.0.0.0:9100", "a token is required there. Give one, or listen on 127.0.0.1. (--admin-token-file)")]
    [InlineData("up --admin 127.0.0.1:0 --admin-token-file no-such-file", "--admin-token-file no-such-file cannot be read")]
    [InlineData("up --admin-token-file token", "--admin-token-file makes no sense without --admin HOST:PORT")]
    [InlineData("inspect", "URL")]
    [InlineData("inspect ws://127.0.0.1:9100 peer", "give the address that --admin was given, as 127.0.0.1:9100 or http://127.0.0.1:9100")]
    [InlineData("inspect http:// peer", "URL is 'http://'")]
    [InlineData("inspect 127.0.0.1:99999 peer", "URL is '127.0.0.1:99999'")]
    [InlineData("inspect 127.0.0.1:9100 lookup", "lookup needs the ID of whom to look for")]
    [InlineData("inspect 127.0.0.1:9100 lookup abc", "ID is 'abc'; an id has 64 hexadecimal digits")]
    [InlineData("inspect 127.0.0.1:9100 peer 3 4", "'4' is not known here; see 'hypertoken inspect --help'")]
    [InlineData("inspect 127.0.0.1:9100 peer --watch 0", "--watch is '0'; allowed: a whole number from 1 to 86400")]
    [InlineData("inspect 127.0.0.1:9100 peer --token grün", "the token of --token has characters that no token has")]
    public async Task Wrong_usage_should_cost_exit_code_2_and_one_line_that_says_what_and_how_to_mend_it(string arguments, string said)
    {
        var (exitCode, output, error) = await RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, exitCode);
        Assert.Empty(output);
        var line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("hypertoken: ", line);
        Assert.Contains(said, line);
    }

    [Theory]
    [InlineData("hypertoken.kademlia.k = 900", "hypertoken.kademlia.k is '900'; allowed: a whole number from 1 to 255")]
    [InlineData("hypertoken.strategy = mesh", "hypertoken.strategy is 'mesh'; allowed: naive, kademlia, supernode, hybrid, auto")]
    [InlineData("hypertoken.supernode.max-leaves = 0", "hypertoken.supernode.max-leaves is '0'; allowed: a whole number from 1 to 10000")]
    [InlineData("hypertoken.links = rope", "hypertoken.links is 'rope'; allowed: direct, pipe")]
    [InlineData("hypertoken.link.queue-frames = 1", "hypertoken.link.queue-frames is '1'; allowed: a whole number from 2 to 1000000")]
    [InlineData("hypertoken.publish.max-waiting = -1", "hypertoken.publish.max-waiting is '-1'")]
    [InlineData("hypertoken.route.timeout = soon", "hypertoken.route.timeout is 'soon'")]
    public async Task A_wrong_setting_in_a_file_should_be_refused_by_its_path(string hocon, string said)
    {
        using var file = new TemporaryFile(hocon);

        var (exitCode, output, error) = await RunAsync("up", "--config", file.Path);

        Assert.Equal(2, exitCode);
        Assert.Empty(output);
        Assert.Contains(said, Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task A_file_that_is_no_hocon_should_be_refused_in_one_line()
    {
        using var file = new TemporaryFile("hypertoken { kademlia { k = 7 }, }");

        var (exitCode, _, error) = await RunAsync("up", "--config", file.Path);

        Assert.Equal(2, exitCode);
        Assert.Contains("is not HOCON", Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task Version_should_name_the_engine()
    {
        var (exitCode, output, _) = await RunAsync("--version");

        Assert.Equal(0, exitCode);
        Assert.Matches(@"^hypertoken \d+\.\d+\.\d+\S* \(engine (inprocess|packages)\)\r?\n$", output);
    }

    [Theory]
    [InlineData("--peers")]
    [InlineData("--strategy")]
    [InlineData("--supernode-preset")]
    [InlineData("--links")]
    [InlineData("--join-rate")]
    [InlineData("--k")]
    [InlineData("--alpha")]
    [InlineData("--ttl")]
    [InlineData("--seed")]
    [InlineData("--config")]
    [InlineData("--input")]
    [InlineData("--json")]
    [InlineData("/peers")]
    [InlineData("/table PEER")]
    [InlineData("/links PEER")]
    [InlineData("/lookup ID|random N")]
    [InlineData("/send PEER TEXT")]
    [InlineData("/roles [PEER]")]
    [InlineData("/kill [supernodes|leaves] N% [now]")]
    [InlineData("/spawn N")]
    [InlineData("/maintain")]
    [InlineData("/stats")]
    [InlineData("/quit")]
    [InlineData("--admin <HOST:PORT>")]
    [InlineData("--admin-token-file <FILE>")]
    [InlineData("Exit code:")]
    [InlineData("Examples:")]
    public async Task Help_should_teach_every_option_command_and_exit_code(string taught)
    {
        var (exitCode, output, _) = await RunAsync("up", "--help");

        Assert.Equal(0, exitCode);
        Assert.Contains(taught, output);
    }

    [Theory]
    [InlineData("inspect <URL> [<QUERY> [<ARGUMENT>]]")]
    [InlineData("--json")]
    [InlineData("--token <TOKEN>")]
    [InlineData("HYPERTOKEN_ADMIN_TOKEN")]
    [InlineData("--watch <N>")]
    [InlineData("  peer ")]
    [InlineData("  table ")]
    [InlineData("  links ")]
    [InlineData("  roles ")]
    [InlineData("  stats ")]
    [InlineData("  lookup ID ")]
    [InlineData("Exit code:")]
    [InlineData("Examples:")]
    public async Task Help_of_inspect_should_teach_its_queries_options_and_exit_codes(string taught)
    {
        var (exitCode, output, _) = await RunAsync("inspect", "--help");

        Assert.Equal(0, exitCode);
        Assert.Contains(taught, output);
    }

    [Fact]
    public async Task Help_should_be_given_even_when_the_rest_is_wrong()
    {
        var (exitCode, output, error) = await RunAsync("up", "--peers", "0", "--help");

        Assert.Equal(0, exitCode);
        Assert.Contains("--peers", output);
        Assert.Empty(error);
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await HyperTokenCommandLine.RunAsync(arguments, output, error);
        return (exitCode, output.ToString(), error.ToString());
    }
}
