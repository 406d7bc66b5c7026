using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Xunit.Abstractions;

namespace Akka.TestKit.Xunit2;

/// <summary>The base of xunit test classes for actors: a system per test, terminated with it.</summary>
public class TestKit : TestKitBase, IDisposable
{
    private bool _disposed;

    /// <summary>Where log events are written, if the class was given it.</summary>
    protected readonly ITestOutputHelper? Output;

    public TestKit(ActorSystem? system = null, ITestOutputHelper? output = null) : this(system, null, null, output) { }

    public TestKit(Config config, string? actorSystemName = null, ITestOutputHelper? output = null) : this(null, config, actorSystemName, output) { }

    public TestKit(string config, ITestOutputHelper? output = null) : this(null, ConfigurationFactory.ParseString(config), null, output) { }

    private TestKit(ActorSystem? system, Config? config, string? actorSystemName, ITestOutputHelper? output) : base(system, config, actorSystemName, null)
    {
        Output = output;
        if (output is null) return;
        var logger = ((ExtendedActorSystem)Sys).SystemActorOf(Props.Create(() => new TestOutputLogger(output)), "log-test");
        Sys.EventStream.Subscribe(logger, typeof(LogEvent));
    }

    public static new Config DefaultConfig => TestKitBase.DefaultConfig;

    public static new Config FullDebugConfig => TestKitBase.FullDebugConfig;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs before the system is terminated.</summary>
    protected virtual void AfterAll() { }

    protected virtual void Dispose(bool disposing)
    {
        if (_disposed) return;
        _disposed = true;
        try
        {
            AfterAll();
        }
        finally
        {
            Shutdown();
        }
    }

    private sealed class TestOutputLogger(ITestOutputHelper output) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            try
            {
                output.WriteLine(message.ToString());
            }
            catch (InvalidOperationException)
            {
                // The test is over, and with it its output.
                Context.Stop(Self);
            }
        }
    }
}
