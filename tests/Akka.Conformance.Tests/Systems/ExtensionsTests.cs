using Akka.Actor;
using Xunit;

namespace Akka.Conformance.Tests.Systems;

public sealed class ExtensionsTests : Spec
{
    [Fact]
    public async Task An_extension_should_be_made_once_however_many_ask_for_it_at_the_same_time()
    {
        var id = new CountingId();
        using var start = new Barrier(8);
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(() =>
        {
            start.SignalAndWait();
            return id.Apply(Sys);
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.Equal(1, id.Made);
        Assert.Single(made.Distinct());
    }

    [Fact]
    public void An_extension_should_be_found_once_it_is_registered()
    {
        Assert.False(Sys.HasExtension<Counting>());

        var extension = (Counting)Sys.RegisterExtension(new CountingId());

        Assert.True(Sys.HasExtension<Counting>());
        Assert.Same(extension, Sys.GetExtension<Counting>());
        Assert.Same(extension, Sys.WithExtension<Counting, CountingId>());
        Assert.Same(Sys, extension.System);
    }

    [Fact]
    public void WithExtension_should_make_what_is_not_there_yet() => Assert.NotNull(Sys.WithExtension<Counting, CountingId>());

    [Fact]
    public void Each_system_should_have_an_extension_of_its_own()
    {
        using var other = ActorSystem.Create("other");
        var id = new CountingId();

        Assert.NotSame(id.Apply(Sys), id.Apply(other));
        Assert.Equal(2, id.Made);
    }

    [Fact]
    public void An_extension_should_be_able_to_add_defaults_and_actors_of_its_own()
    {
        var extension = new CountingId().Apply(Sys);

        Assert.Equal("of the extension", Sys.Settings.Config.GetString("counting.text"));
        Assert.Equal("WARNING", Sys.Settings.Config.GetString("akka.loglevel"));
        extension.Actor.Tell("hello");
        ExpectMsg("hello");
        Assert.Equal("akka://test/system/counting", extension.Actor.Path.ToString());
    }

    [Fact]
    public void An_extension_should_be_able_to_use_another_in_its_making() =>
        Assert.NotNull(new NestingId().Apply(Sys).Inner);

    private sealed class Counting(ExtendedActorSystem system) : IExtension
    {
        public ActorSystem System => system;

        public IActorRef Actor { get; } = system.SystemActorOf(Handler.Props(static (message, context) => context.Sender.Tell(message)), "counting");
    }

    private sealed class CountingId : ExtensionIdProvider<Counting>
    {
        private int _made;

        public int Made => _made;

        public override Counting CreateExtension(ExtendedActorSystem system)
        {
            Interlocked.Increment(ref _made);
            system.Settings.InjectTopLevelFallback("counting.text = of the extension, akka.loglevel = DEBUG");
            return new Counting(system);
        }
    }

    private sealed record Nesting(Counting Inner) : IExtension;

    private sealed class NestingId : ExtensionIdProvider<Nesting>
    {
        public override Nesting CreateExtension(ExtendedActorSystem system) => new(new CountingId().Apply(system));
    }
}
