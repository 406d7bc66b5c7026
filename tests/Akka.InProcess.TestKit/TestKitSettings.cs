using Akka.Actor;
using Akka.Configuration;

namespace Akka.TestKit;

/// <summary>What <c>akka.test</c> says about the time tests may take.</summary>
public sealed class TestKitSettings(Config config) : IExtension
{
    /// <summary>For Asks of the kit itself.</summary>
    public TimeSpan DefaultTimeout { get; } = config.GetTimeSpan("akka.test.default-timeout");

    /// <summary>How long an expectation without a timeout waits.</summary>
    public TimeSpan SingleExpectDefault { get; } = config.GetTimeSpan("akka.test.single-expect-default");

    /// <summary>How long an event filter waits after the action has ended.</summary>
    public TimeSpan TestEventFilterLeeway { get; } = config.GetTimeSpan("akka.test.filter-leeway");

    /// <summary>The factor by which given times are stretched on slow machines.</summary>
    public double TestTimeFactor { get; } = config.GetDouble("akka.test.timefactor");
}

/// <summary>Makes the <see cref="TestKitSettings"/> of a system.</summary>
public sealed class TestKitExtension : ExtensionIdProvider<TestKitSettings>
{
    public override TestKitSettings CreateExtension(ExtendedActorSystem system) => new(system.Settings.Config);

    public static TestKitSettings For(ActorSystem system) => system.GetExtension<TestKitSettings>()!;
}
