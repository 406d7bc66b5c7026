using Akka.Streams.Dsl;
using Akka.Streams.Implementation;

namespace Akka.Streams;

public interface IKillSwitch
{
    void Shutdown();
    void Abort(Exception cause);
}

public static class KillSwitches
{
    public static IGraph<FlowShape<T, T>, UniqueKillSwitch> Single<T>() => new Flow<T, T, UniqueKillSwitch>(Blueprints.Stage(() =>
    {
        var killSwitch = new UniqueKillSwitch();
        return (new KillSwitchLogic<T>(killSwitch), killSwitch);
    }));

    public static SharedKillSwitch Shared(string name) => new(name);
}

/// <summary>Thrown once: shut down (without a cause) or abort. The first call decides.</summary>
public abstract class KillSignal : IKillSwitch
{
    private readonly CancellationTokenSource _thrown = new();
    private int _decided;

    private protected KillSignal() { }
    internal CancellationToken Thrown => _thrown.Token;
    internal Exception? Cause { get; private set; }
    public void Shutdown() => Throw(null);

    public void Abort(Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        Throw(new AggregateException(cause));
    }

    private void Throw(Exception? cause)
    {
        if (Interlocked.Exchange(ref _decided, 1) != 0) return;
        Cause = cause;
        _thrown.Cancel();
    }
}

public sealed class UniqueKillSwitch : KillSignal
{
    internal UniqueKillSwitch() { }
}

public sealed class SharedKillSwitch : KillSignal
{
    private readonly string _name;

    internal SharedKillSwitch(string name) => _name = name;
    public IGraph<FlowShape<T, T>, SharedKillSwitch> Flow<T>() =>
        new Flow<T, T, SharedKillSwitch>(Blueprints.Stage(() => (new KillSwitchLogic<T>(this), this)));

    public override string ToString() => $"KillSwitch({_name})";
}
